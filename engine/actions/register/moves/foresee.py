"""What a change of the register will do to the open dossiers, before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.core.authority.register import Register
from engine.core.authority_moves import TaskMove, task_moves
from engine.core.dossier import Dossier
from engine.core.register_change import RegisterChange, register_after
from engine.store.load_standing import load_standing
from engine.store.moved_reach import Reach, reach_of, reached_dossiers


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One dossier with the tasks that will not stay as they are, and the register by which."""

    dossier: Dossier
    register: Register
    moves: tuple[TaskMove, ...]


def reach_of_change(session: Session, change: RegisterChange) -> Reach:
    """Which open dossiers the change can move at all."""
    reach = reach_of(session, [change.record_id])
    appointment = getattr(change, "appointment", None)
    if appointment is None:
        return reach
    seat = reach_of(session, [appointment.position_id])
    return Reach(
        reach.units | seat.units, reach.holders | seat.holders | {appointment.person_id}, None
    )


def foresee(
    session: Session, change: RegisterChange, reach: Reach, system_now: datetime
) -> Iterator[Foreseen]:
    """Every dossier that moves, by the register as it will be at `change.at`.

    Reads only. Ask it before anything of the change is written: slices of the register are kept
    under the present epoch.
    """
    for dossier_id in reached_dossiers(session, reach):
        dossier, around, now = load_standing(session, dossier_id, system_now)
        register = register_after(around.register, change)
        after = replace(around, register=register)
        if moves := task_moves(dossier, after, max(change.at, now)):
            yield Foreseen(dossier, register, moves)


def rows_of(moves: Sequence[TaskMove]) -> list[list[Any]]:
    """The moves as a run keeps and compares them: task, step, way, unit, who is asked, who has
    it, who was asked, who had it, and what an incident says."""
    return [
        [
            str(m.task.id),
            m.task.element,
            str(m.way),
            _text(m.unit_id),
            sorted(map(str, m.holders)),
            _text(m.assignee_id),
            sorted(map(str, m.task.holders)),
            _text(m.task.assignee_id),
            m.incident,
        ]
        for m in moves
    ]


def _text(id: UUID | None) -> str | None:
    return None if id is None else str(id)
