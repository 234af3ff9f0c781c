"""The one way an act becomes stored: run the diagram, advance the office, save the move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.orm import Session

from bpmn.run import run
from bpmn.values import Deadlock, NoWayBack, NoWayOn
from engine.core.acts import Act
from engine.core.advance import advance
from engine.core.dossier import Dossier, Surroundings
from engine.core.move import Move
from engine.core.undo import may_be_taken_back
from engine.errors import AlreadyDone, DiagramStuck, Overtaken, ReturnRefused
from engine.say import say
from engine.store.save_move import save_move

T = TypeVar("T")


def take(
    session: Session,
    dossier: Dossier,
    act: Act,
    around: Surroundings,
    now: datetime,
    undo: timedelta = timedelta(0),
) -> Move:
    """Store what follows from the act and return it. `undo`: how long a forwarding may be taken
    back.

    Raises Overtaken, DiagramStuck, ReturnRefused, and what `advance` refuses; then nothing is
    stored.
    """
    moved = None
    if act.trigger is not None:
        facts = {**dossier.facts, **act.facts}
        try:
            moved = run(dossier.bundle.compiled, dossier.state, act.trigger, facts)
        except (NoWayOn, Deadlock) as stuck:
            raise DiagramStuck(dossier.bundle.procedure.title) from stuck
        except NoWayBack as no_way:
            name = dossier.bundle.compiled.elements[no_way.target].name
            said = say(
                "Từ bước này không chuyển trả về bước “%(name)s” được; hãy chọn bước khác.",
                name=name,
            )
            raise ReturnRefused(said, no_way.target) from no_way
    move = may_be_taken_back(advance(dossier, act, moved, around, now), act, undo)
    save_move(session, move)
    return move


def judged_again(attempt: Callable[[], T]) -> T:
    """Run an attempt; when it was overtaken, reload and judge once more, then give up politely.

    The second attempt sees what the faster one did: a closed task is then refused with who and
    when. Raises AlreadyDone when even the second was overtaken.
    """
    try:
        return attempt()
    except Overtaken:
        try:
            return attempt()
        except Overtaken as e:
            raise AlreadyDone(e.sentence) from e
