"""All tasks of a dossier, open and closed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.dossier import Task
from engine.store.records import CandidateRow, TaskRow


def tasks_of(session: Session, dossier_id: UUID) -> tuple[Task, ...]:
    """In the order of their opening; closed tasks have no holders any more."""
    holders: dict[UUID, list[UUID]] = {}
    for task_id, holder_id in session.execute(
        select(CandidateRow.task_id, CandidateRow.holder_id).where(
            CandidateRow.dossier_id == dossier_id
        )
    ):
        holders.setdefault(task_id, []).append(holder_id)
    rows = session.scalars(
        select(TaskRow)
        .where(TaskRow.dossier_id == dossier_id)
        .order_by(TaskRow.opened_at, TaskRow.element)
    )
    return tuple(task_of(row, tuple(holders.get(row.id, ()))) for row in rows)


def task_of(row: TaskRow, holders: tuple[UUID, ...]) -> Task:
    """A task from its row, with those who may be asked to do it."""
    return Task(
        id=row.id,
        element=row.element,
        kind=row.kind,
        status=row.status,
        unit_id=row.unit_id,
        performer=row.performer,
        power=row.power,
        assignee_id=row.assignee_id,
        opened_at=row.opened_at,
        due_at=row.due_at,
        budget_group=row.budget_group,
        holders=holders,
        incident=row.incident,
        closed_at=row.closed_at,
        closed_by_id=row.closed_by_id,
        parent_id=row.parent_id,
    )
