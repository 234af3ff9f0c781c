"""Reads one task, open or closed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.dossier import Task
from engine.core.move import TaskRef
from engine.errors import NotFound
from engine.store.records import CandidateRow, TaskRow


def load_task(session: Session, ref: TaskRef) -> Task:
    """One task, open or closed. Raises NotFound."""
    row = session.get(TaskRow, (ref.dossier_id, ref.task_id))
    if row is None:
        raise NotFound("Không tìm thấy bước xử lý này.")
    holders = session.scalars(
        select(CandidateRow.holder_id).where(
            CandidateRow.dossier_id == ref.dossier_id, CandidateRow.task_id == ref.task_id
        )
    )
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
        holders=tuple(holders),
        incident=row.incident,
        closed_at=row.closed_at,
        closed_by_id=row.closed_by_id,
    )
