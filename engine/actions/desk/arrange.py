"""A signer, or who assists them, arranges the queue: this first, that last, look closely."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.core.move import TaskRef
from engine.core.vietnamese import clean_text
from engine.errors import InvalidAnswers, NotFound
from engine.outside.outside import Outside
from engine.questions.desks.signing_desk import PLACES, desk_in
from engine.say import say
from engine.store.desks import mark
from engine.store.time import read_time

LONGEST = 500
"""Characters of a note."""


def arrange(
    outside: Outside,
    actor: Actor,
    ref: TaskRef,
    *,
    place: str,
    look: bool,
    note: str,
) -> None:
    """Put the item first, last or where its time puts it; `look` and `note` are for the signer.

    A view of the seat's desk: the dossier is not touched. Raises NotFound (not in a queue that the
    actor keeps) and InvalidAnswers.
    """
    if place not in PLACES:
        raise InvalidAnswers({"place": (say("Hãy chọn chỗ trong danh sách."),)})
    said = _note(note)
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        item = desk_in(session, actor, time).item(ref)
        if item is None:
            raise NotFound(say("Văn bản này không còn trong danh sách ký duyệt."))
        mark(
            session,
            item.seat_id,
            ref,
            place=place,
            look=look or said is not None,
            note=said,
            by=actor.person_id,
            now=time.now,
        )


def _note(text: str) -> str | None:
    try:
        cleaned = clean_text(text, multiline=True)
    except ValueError as fault:
        raise InvalidAnswers({"note": (str(fault),)}) from fault
    if len(cleaned) > LONGEST:
        said = say("Dài quá %(most)s ký tự; hãy rút gọn.", most=LONGEST)
        raise InvalidAnswers({"note": (said,)})
    return cleaned or None
