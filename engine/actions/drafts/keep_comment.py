"""What a person is writing to colleagues on a dossier is kept until it is sent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.strangers import hidden_from_strangers
from engine.core.move import TaskRef
from engine.errors import InvalidAnswers
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.say import say
from engine.store.drafts import COMMENT, forget_draft, keep_draft
from engine.store.load_standing import load_standing

MOST = 20_000
"""Characters."""


def keep_comment(outside: Outside, actor: Actor, dossier_id: UUID, text: str) -> datetime:
    """Keep the text, or forget it when it is empty; when. It is the same on every page of the
    dossier, for it belongs to no task.

    Raises NotFound (no such dossier, or not for this reader), InvalidAnswers (too long).
    """
    if len(text) > MOST:
        raise InvalidAnswers({"form": (say("Nội dung quá dài nên chưa lưu nháp được."),)})
    written = text.replace("\0", "")
    ref = TaskRef(dossier_id, dossier_id)
    with (
        hidden_from_strangers(outside, actor, dossier_id),
        outside.sessions.begin() as session,
    ):
        dossier, _around, now = load_standing(session, dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        if written.strip():
            keep_draft(session, actor.person_id, ref, COMMENT, {COMMENT: written}, now)
        else:
            forget_draft(session, actor.person_id, ref, COMMENT)
    return now
