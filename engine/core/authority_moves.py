"""Where the open tasks of a dossier go when the register answers otherwise than they say.

Pure, and the same for the preview of a change as for its outcome: ask with the register as it will
be, or as it is. What a task says (its unit, its holders, its officer) is the register as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
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
from engine.core.authority.words import seat_name
from engine.core.dossier import JOINT, Dossier, Surroundings, Task
from engine.core.performers import Holders, holders
from engine.core.seats import holds
from engine.say import say


class Way(StrEnum):
    """What becomes of an open task."""

    OTHERS = "others"
    """Others are asked, at the same unit."""
    RETURNED = "returned"
    """It goes to another unit: back to the delegator, or from there to the delegate again."""
    QUEUE = "queue"
    """The same posts are asked; it only leaves the desk of an officer who may no longer."""
    AGAIN = "again"
    """It was stuck, and somebody may do it now."""
    FROZEN = "frozen"
    """It stays with those who had it, and nobody may do it."""
    STUCK = "stuck"
    """Nobody may do it: an incident names the gap."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What changed in the register, for the history: the act, the record, and the number of the
    instrument where it is one."""

    kind: str
    """A key of `engine.core.register_change.KINDS`."""
    record_id: UUID
    number: str | None = None


@dataclass(frozen=True, slots=True)
class TaskMove:
    """One open task: as it stands, and as it will."""

    task: Task
    way: Way
    unit_id: UUID | None
    holders: tuple[UUID, ...]
    assignee_id: UUID | None
    incident: str | None = None
    gap: Refusal | None = None

    @property
    def lost(self) -> tuple[UUID, ...]:
        return tuple(h for h in self.task.holders if h not in self.holders)

    @property
    def gained(self) -> tuple[UUID, ...]:
        return tuple(h for h in self.holders if h not in self.task.holders)


def task_moves(dossier: Dossier, around: Surroundings, now: datetime) -> tuple[TaskMove, ...]:
    """The open tasks that do not stay as they are under this register, in their order.

    A step of authority is asked of exactly those whom the register lets; another one loses posts
    that are gone, and is given new ones only when it has none left. Seats in a council are
    persons' own and stay. Raises `performers.PartyUnknown`.
    """
    return tuple(
        move
        for task in around.open_tasks
        if task.kind in (Kind.USER, JOINT) and task.performer is not None
        if (move := _moved(dossier, around, now, task)) is not None
    )


def whom(register: Register, ids: Iterable[UUID], unit_id: UUID | None) -> str:
    """Posts and persons by name; where there are none, the unit."""
    names = []
    for each in ids:
        seat, person = register.positions.get(each), register.persons.get(each)
        if seat is not None:
            names.append(seat_name(register, seat))
        elif person is not None:
            names.append(person.full_name)
    unit = register.units.get(unit_id) if unit_id else None
    return say(" hoặc ").join(sorted(dict.fromkeys(names))) or (unit.name if unit else "")


def _moved(dossier: Dossier, around: Surroundings, now: datetime, task: Task) -> TaskMove | None:
    asked = _asked(dossier, around, now, task)
    if asked.frozen:
        if task.incident == asked.incident:
            return None
        return TaskMove(
            task,
            Way.FROZEN,
            task.unit_id,
            task.holders,
            task.assignee_id,
            asked.incident,
            asked.gap,
        )
    after = replace(task, unit_id=asked.unit_id, holders=asked.ids)
    officer = task.assignee_id if _fits(dossier, around, now, after) else None
    same = (set(asked.ids), asked.unit_id, officer) == (
        set(task.holders),
        task.unit_id,
        task.assignee_id,
    )
    thawed = bool(asked.ids) and task.incident is not None
    if same and not thawed:
        return None
    way = _way(task, after, thawed)
    return TaskMove(task, way, asked.unit_id, asked.ids, officer, asked.incident, asked.gap)


def _way(task: Task, after: Task, thawed: bool) -> Way:
    if not after.holders:
        return Way.STUCK
    if after.unit_id != task.unit_id:
        return Way.RETURNED
    if thawed:
        return Way.AGAIN
    return Way.QUEUE if set(after.holders) == set(task.holders) else Way.OTHERS


def _asked(dossier: Dossier, around: Surroundings, now: datetime, task: Task) -> Holders:
    if task.parent_id is not None:
        return Holders(task.unit_id or dossier.unit_id, task.holders, task.incident)
    asked = _in_role(dossier, around, now, task)
    if _of_authority(task):
        return asked
    still = set(asked.ids)
    kept = tuple(holder for holder in task.holders if holder in still)
    return replace(asked, ids=kept, incident=None) if kept else asked


def _in_role(dossier: Dossier, around: Surroundings, now: datetime, task: Task) -> Holders:
    """Who would be asked, were the task opened now where it stands."""
    assert task.performer is not None
    facts, performer, power = dossier.facts, task.performer, task.power
    return holders(
        dossier, around, facts, now, performer=performer, power=power, at_unit=task.unit_id
    )


def _fits(dossier: Dossier, around: Surroundings, now: datetime, after: Task) -> bool:
    """Whether the officer may still do it there; who came into the role since may, too."""
    person, register = after.assignee_id, around.register
    if person is None:
        return True
    if not _of_authority(after):
        asked = after.holders
        if after.parent_id is None:
            asked = (*asked, *_in_role(dossier, around, now, after).ids)
        return holds(register, person, asked, now)
    question = Question(
        person=person,
        power=Power(after.power or ""),
        procedure=dossier.bundle.procedure.code_or_slug,
        unit=after.unit_id or dossier.unit_id,
        at=now,
        facts=dossier.facts,
        involvement=around.involvement,
        started_at=dossier.received_at,
    )
    return isinstance(may_act(register, question), Mandate)


def _of_authority(task: Task) -> bool:
    return task.power is not None and Power(task.power) in AUTHORITY_POWERS
