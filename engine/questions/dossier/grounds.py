"""Why those who signed might: the mandates of authority as they were answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import AUTHORITY_POWERS
from engine.questions.known import Known
from engine.questions.register.answers import Yes, yes
from engine.store.mandates import Used


@dataclass(frozen=True, slots=True)
class SignedGround:
    """`step` is where it was used first, `at` when."""

    task_id: UUID
    step: str
    at: datetime
    answer: Yes


def signed_grounds(known: Known, used: Iterable[Used]) -> tuple[SignedGround, ...]:
    """Of the steps that are done: who only opens the page to sign uses a mandate, too."""
    return tuple(
        SignedGround(
            task_id=each.task_id,
            step=known.step(task.element),
            at=each.at,
            answer=yes(each.mandate, known.name(each.mandate.person_id)),
        )
        for each in used
        if each.mandate.power in AUTHORITY_POWERS
        and (task := known.tasks[each.task_id]).status == "done"
        and task.closed_by_id in (None, each.mandate.person_id)
    )
