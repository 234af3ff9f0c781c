"""May this person do this task now? Asked at claim, at completion and at the signing second."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from bpmn.values import Kind
from engine.core.authority.may_act import may_act
from engine.core.authority.register import (
    AUTHORITY_POWERS,
    Mandate,
    Power,
    Question,
    Refusal,
    Register,
)
from engine.core.dossier import Dossier, Surroundings, Task
from engine.core.performers import holders
from engine.errors import NotYours

NOT_ASKED = "Việc này không giao cho vị trí công tác của ông/bà."


def seats_of(register: Register, person_id: UUID, now: datetime) -> frozenset[UUID]:
    """The positions the person holds at `now`, with their own id for grants to named persons."""
    held = (
        a.position_id
        for a in register.appointments
        if a.person_id == person_id and a.period.holds(now)
    )
    return frozenset((*held, person_id))


def holds(register: Register, person_id: UUID, holders: Iterable[UUID], now: datetime) -> bool:
    """Whether the person is among those asked to do a task."""
    return not seats_of(register, person_id, now).isdisjoint(holders)


def judge(
    person_id: UUID, task: Task, dossier: Dossier, around: Surroundings, now: datetime
) -> Mandate | None:
    """The mandate under which the person does the task; None where the step needs no power.

    Raises NotYours with the sentence why: not asked, someone else has it, or the register's
    refusal with its clause. A power of authority is enough by itself; a power of the seat is
    common to many seats of a unit, so that there the seat must have the step's role, too.
    """
    if task.kind != Kind.USER:
        raise NotYours("Bước này không do người thực hiện.", "not_asked")
    if task.assignee_id is not None and task.assignee_id != person_id:
        other = around.register.persons.get(task.assignee_id)
        who = other.full_name if other else "người khác"
        raise NotYours(f"Việc này đang do {who} xử lý.", "assigned")
    if task.power is not None:
        answer = may_act(around.register, question(person_id, task, dossier, around, now))
        if isinstance(answer, Refusal):
            raise NotYours(answer.says, answer.clause)
        if answer.power not in AUTHORITY_POWERS and not _in_role(
            person_id, task, dossier, around, now
        ):
            raise NotYours(NOT_ASKED, "not_asked")
        return answer
    if not holds(around.register, person_id, task.holders, now):
        raise NotYours(NOT_ASKED, "not_asked")
    return None


def _in_role(
    person_id: UUID, task: Task, dossier: Dossier, around: Surroundings, now: datetime
) -> bool:
    """Whether the person has one of the seats that the step's performer names, as of now: who
    came into the role after the task was opened is in it."""
    if task.performer is None:
        return True
    asked = holders(dossier, around, dossier.facts, now, performer=task.performer, power=task.power)
    return holds(around.register, person_id, asked.ids, now)


def question(
    person_id: UUID, task: Task, dossier: Dossier, around: Surroundings, now: datetime
) -> Question:
    """What is asked of the register for this person at this task."""
    return Question(
        person=person_id,
        power=Power(task.power or ""),
        procedure=dossier.bundle.procedure.code_or_slug,
        unit=task.unit_id or dossier.unit_id,
        at=now,
        facts=dossier.facts,
        involvement=around.involvement,
    )
