"""May this person do this task now? Asked at claim, at completion and at the signing second."""

from __future__ import annotations

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
)
from engine.core.dossier import COUNCIL, JOINT, Dossier, Surroundings, Task
from engine.core.performers import holders
from engine.core.procedure import attributes_of
from engine.core.seats import holds, seats_of
from engine.core.uninvolved import barred
from engine.errors import NotYours
from engine.say import marked, say

__all__ = ["NOT_ASKED", "holds", "judge", "judge_joint", "question", "seats_of"]

NOT_ASKED = marked("Việc này không giao cho vị trí công tác của ông/bà.")


def judge(
    person_id: UUID, task: Task, dossier: Dossier, around: Surroundings, now: datetime
) -> Mandate | None:
    """The mandate under which the person does the task; None where the step needs no power.

    Raises NotYours with the sentence why: not asked, someone else has it, or the register's
    refusal with its clause. A power of authority is enough by itself; a power of the seat is
    common to many seats of a unit, so that there the seat must have the step's role, too. A
    member's part of a joint step is done by whoever sits there and has no part in the matter.
    """
    if task.kind == JOINT:
        raise NotYours(
            say(
                "Bước này do nhiều người cùng làm; mỗi người ghi ý kiến hoặc biểu "
                "quyết ở phần việc của mình."
            ),
            "not_asked",
        )
    if task.kind != Kind.USER:
        raise NotYours(say("Bước này không do người thực hiện."), "not_asked")
    return _judged(person_id, task, dossier, around, now)


def judge_joint(
    person_id: UUID, task: Task, dossier: Dossier, around: Surroundings, now: datetime
) -> Mandate | None:
    """The same for who keeps a joint step: the secretary of a council, the coordinator of a
    consultation. Raises NotYours."""
    if task.kind != JOINT:
        raise NotYours(say("Bước này không phải bước do nhiều người cùng làm."), "not_asked")
    return _judged(person_id, task, dossier, around, now)


def _judged(
    person_id: UUID, task: Task, dossier: Dossier, around: Surroundings, now: datetime
) -> Mandate | None:
    if task.assignee_id is not None and task.assignee_id != person_id:
        other = around.register.persons.get(task.assignee_id)
        who = other.full_name if other else say("người khác")
        raise NotYours(say("Việc này đang do %(who)s xử lý.", who=who), "assigned")
    if task.power is not None:
        answer = may_act(around.register, question(person_id, task, dossier, around, now))
        if isinstance(answer, Refusal):
            raise NotYours(answer.says, answer.clause, answer.record_id)
        if answer.power not in AUTHORITY_POWERS and not _in_role(
            person_id, task, dossier, around, now
        ):
            raise NotYours(say(NOT_ASKED), "not_asked")
        return answer
    votes = task.parent_id is not None and _council(task, dossier)
    refusal = barred(around.register, person_id, around.involvement, decides=votes)
    if refusal is not None:
        raise NotYours(refusal.says, refusal.clause, refusal.record_id)
    # A seat in a council is one person's; every other step may have got new people since.
    if not holds(around.register, person_id, task.holders, now) and (
        votes or not _in_role(person_id, task, dossier, around, now)
    ):
        raise NotYours(say(NOT_ASKED), "not_asked")
    return None


def _council(task: Task, dossier: Dossier) -> bool:
    element = dossier.bundle.compiled.elements[task.element]
    return attributes_of(dossier.bundle.procedure, element).get("joint") == COUNCIL


def _in_role(
    person_id: UUID, task: Task, dossier: Dossier, around: Surroundings, now: datetime
) -> bool:
    """Whether the person has one of the seats that the step's performer names, as of now: who
    came into the role after the task was opened is in it."""
    if task.performer is None:
        return task.power is not None
    asked = holders(
        dossier,
        around,
        dossier.facts,
        now,
        performer=task.performer,
        power=task.power,
        at_unit=task.unit_id,
    )
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
        started_at=dossier.received_at,
    )
