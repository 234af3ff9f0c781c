"""Many tasks are given to one person (giao việc hàng loạt)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.bulk.many import Answer, one_by_one
from engine.actions.tasks.assign import assign
from engine.core.move import TaskRef
from engine.outside.outside import Outside


def assign_many(
    outside: Outside, actor: Actor, refs: Sequence[TaskRef], to: UUID
) -> tuple[Answer, ...]:
    """Raises InvalidAnswers for none or more than a hundred."""
    return one_by_one(refs, lambda ref: assign(outside, actor, ref, to))
