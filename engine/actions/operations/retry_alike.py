"""Try everything again now that waits for the same cause: a service is back."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.operations.operations import stuck
from engine.say import say
from engine.store.outbox import due_now


def retry_alike(outside: Outside, actor: Actor, key: str) -> int:
    """Make them due and ring the worker; how many still waited. Raises NotFound for a cause of
    which nothing waits any more in the actor's units."""
    found = [item for item in stuck(outside, actor) if item.alike == key and item.outbox_id]
    with outside.sessions.begin() as session:
        now = outside.clock.now()
        moved = sum(
            due_now(session, item.dossier_id, item.outbox_id, now)
            for item in found
            if item.dossier_id and item.outbox_id
        )
    if not moved:
        raise NotFound(say("Việc này đã xong hoặc không còn trong hàng chờ."))
    outside.queue.nudge()
    return moved
