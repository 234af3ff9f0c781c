"""What the reader typed in a form and has not sent."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.store.drafts import COMMENT, Draft, draft_of

__all__ = ["Draft", "comment_draft", "draft"]


def draft(outside: Outside, actor: Actor, ref: TaskRef, form: str) -> Draft | None:
    """The reader's own; nobody reads another's."""
    with outside.sessions.begin() as session:
        return draft_of(session, actor.person_id, ref, form)


def comment_draft(outside: Outside, actor: Actor, dossier_id: UUID) -> Draft | None:
    """What the reader was writing to colleagues on this dossier."""
    return draft(outside, actor, TaskRef(dossier_id, dossier_id), COMMENT)
