"""What the reader typed in a form and has not sent."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.store.drafts import Draft, draft_of

__all__ = ["Draft", "draft"]


def draft(outside: Outside, actor: Actor, ref: TaskRef, form: str) -> Draft | None:
    """The reader's own; nobody reads another's."""
    with outside.sessions.begin() as session:
        return draft_of(session, actor.person_id, ref, form)
