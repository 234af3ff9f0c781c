"""What a person is typing at a task is kept, so that no lost connection loses it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from engine.actions.actor import Actor
from engine.actions.strangers import hidden_from_strangers
from engine.core.move import TaskRef
from engine.errors import InvalidAnswers, NotFound
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.say import say
from engine.store.drafts import forget_draft, keep_draft
from engine.store.load_open_task import load_open_task

FORMS = ("task", "return")
"""The forms of a task that have drafts. A ballot has none: nothing is kept of how one votes."""
MOST_FIELDS = 200
MOST_BYTES = 128 * 1024
"""Of one form, as JSON."""


def keep(
    outside: Outside, actor: Actor, ref: TaskRef, form: str, typed: Mapping[str, str]
) -> datetime:
    """Keep the fields as typed; when. A later draft of the same form replaces this one.

    Raises NotFound (another unit's dossier, an unknown form), AlreadyDone (the task was closed:
    by whom, when), InvalidAnswers (too long); then what was kept before stays.
    """
    if form not in FORMS:
        raise NotFound(say("Biểu mẫu này không lưu nháp."))
    content = {name: text.replace("\0", "") for name, text in typed.items()}
    if len(content) > MOST_FIELDS or len(json.dumps(content).encode()) > MOST_BYTES:
        raise InvalidAnswers({"form": (say("Nội dung quá dài nên chưa lưu nháp được."),)})
    with (
        hidden_from_strangers(outside, actor, ref.dossier_id),
        outside.sessions.begin() as session,
    ):
        dossier, _task, _around, now = load_open_task(session, ref, outside.clock.now())
        require_reach(session, actor, dossier, now)
        keep_draft(session, actor.person_id, ref, form, content, now)
    return now


def drop(outside: Outside, actor: Actor, ref: TaskRef, form: str) -> None:
    """Forget one's own draft of this form; without one nothing happens."""
    with outside.sessions.begin() as session:
        forget_draft(session, actor.person_id, ref, form)
