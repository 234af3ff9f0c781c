"""Many dossiers go back to one step for one reason (chuyển trả hàng loạt)."""

from __future__ import annotations

from collections.abc import Sequence

from engine.actions.actor import Actor
from engine.actions.bulk.many import Answer, one_by_one
from engine.actions.reasons import written
from engine.actions.tasks.send_back import send_back
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.say import say


def send_back_many(
    outside: Outside, actor: Actor, refs: Sequence[TaskRef], target: str, reason: str
) -> tuple[Answer, ...]:
    """Raises InvalidAnswers for none, for more than a hundred, and without a reason."""
    written(reason, "reason", say("Chưa ghi lý do chuyển trả."))
    return one_by_one(refs, lambda ref: send_back(outside, actor, ref, target, reason))
