"""What a person of another unit is told of a dossier: nothing, not even that it exists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from engine.actions.actor import Actor
from engine.errors import TrinhKyError
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.store.load_standing import load_standing
from signing.errors import SigningError


@contextmanager
def hidden_from_strangers(outside: Outside, actor: Actor, dossier_id: UUID) -> Iterator[None]:
    """Around an action: its refusals name people, steps and times, so a stranger gets NotFound.

    Asked only when something is refused; who may act needs no second question.
    """
    try:
        yield
    except (TrinhKyError, SigningError):
        with outside.sessions.begin() as session:
            dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
            require_reach(session, actor, dossier, now)
        raise
