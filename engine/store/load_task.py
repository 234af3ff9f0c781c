"""Reads one task, open or closed."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.dossier import Task
from engine.core.move import TaskRef
from engine.errors import NotFound
from engine.say import say
from engine.store.records import CandidateRow, TaskRow
from engine.store.tasks import task_of


def load_task(session: Session, ref: TaskRef) -> Task:
    """One task, open or closed. Raises NotFound."""
    row = session.get(TaskRow, (ref.dossier_id, ref.task_id))
    if row is None:
        raise NotFound(say("Không tìm thấy bước xử lý này."))
    holders = session.scalars(
        select(CandidateRow.holder_id).where(
            CandidateRow.dossier_id == ref.dossier_id, CandidateRow.task_id == ref.task_id
        )
    )
    return task_of(row, tuple(holders))
