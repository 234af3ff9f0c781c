"""Where a signature in the making stands."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.attempts import finish_id
from engine.core.dossier import Attempt
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.parts import AttemptView
from engine.questions.reach import require_reach
from engine.say import say
from engine.store.documents import load_attempt
from engine.store.load_standing import load_standing
from engine.store.records import OutboxRow


def attempt(outside: Outside, actor: Actor, dossier_id: UUID, attempt_id: UUID) -> AttemptView:
    """Raises NotFound, for a dossier of another unit too."""
    with outside.sessions.begin() as session:
        dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        found = load_attempt(session, dossier_id, attempt_id)
        if found is None:
            raise NotFound(say("Không có lượt ký này."))
        return attempt_view(session, dossier_id, found)


def attempt_view(session: Session, dossier_id: UUID, found: Attempt) -> AttemptView:
    """The attempt with what its second half waits for."""
    waiting = session.get(OutboxRow, (dossier_id, finish_id(found.id)))
    pending = waiting is not None and waiting.done_at is None and waiting.trouble is not None
    trouble = waiting.trouble if pending and waiting else found.trouble
    return AttemptView(
        id=found.id,
        status=found.status,
        # Kept in Vietnamese; what is always worded alike is told in the reader's language.
        trouble=say(trouble) if trouble else None,
        tries=waiting.tries if waiting else found.tries,
        next_try_at=waiting.not_before if pending and waiting else None,
        since=found.begun_at,
    )
