"""A member's own part of a joint step: a consulted agency's answer, a council member's vote."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from engine.core.dossier import Dossier, Surroundings, Task
from engine.core.procedure import attributes_of
from engine.core.seats import seats_of
from engine.errors import OtherAct
from engine.say import marked, say

NO_PART = {
    "consult": marked("Bước này không phải bước cho ý kiến phối hợp."),
    "council": marked("Bước này không phải bước biểu quyết của hội đồng."),
}


def attributes_of_part(task: Task, dossier: Dossier, kind: str) -> Mapping[str, str]:
    """The joint step's attributes. Raises OtherAct unless the task is a member's part of one of
    this kind (consult, council)."""
    element = dossier.bundle.compiled.elements[task.element]
    attributes = attributes_of(dossier.bundle.procedure, element)
    if task.parent_id is None or attributes.get("joint") != kind:
        raise OtherAct(say(NO_PART[kind]))
    return attributes


def seat_in(task: Task, person_id: UUID, around: Surroundings, now: datetime) -> UUID | None:
    """The seat from which the person speaks: the first of those asked that they hold."""
    mine = seats_of(around.register, person_id, now)
    return next((holder for holder in task.holders if holder in mine), None)
