"""Try a waiting piece of work now instead of at its next turn."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.say import say
from engine.store.load_standing import load_standing
from engine.store.outbox import due_now


def retry(outside: Outside, actor: Actor, dossier_id: UUID, outbox_id: UUID) -> None:
    """Make the outbox row due and ring the worker. Raises NotFound (another unit's, or done)."""
    with outside.sessions.begin() as session:
        dossier, _, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        if not due_now(session, dossier_id, outbox_id, outside.clock.now()):
            raise NotFound(say("Việc này đã xong hoặc không còn trong hàng chờ."))
    outside.queue.nudge()
