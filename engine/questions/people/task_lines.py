"""Open tasks as the pages about people name them: dossier, step, unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from engine.core.move import TaskRef
from engine.store.bundles import load_bundle
from engine.store.people import person_names
from engine.store.records import DossierRow, TaskRow, UnitRow


@dataclass(frozen=True, slots=True)
class TaskLine:
    """`doer` has it, or did it at `closed_at`."""

    dossier_code: str
    step: str
    unit: str
    due_at: datetime | None
    status: str
    doer: str
    closed_at: datetime | None


def task_lines(session: Session, refs: Sequence[TaskRef]) -> tuple[TaskLine, ...]:
    """By what is due first."""
    keys = [(ref.dossier_id, ref.task_id) for ref in refs]
    rows = session.execute(
        select(TaskRow, DossierRow.code, DossierRow.bundle_sha256, UnitRow.name)
        .join(DossierRow, DossierRow.id == TaskRow.dossier_id)
        .outerjoin(UnitRow, (UnitRow.id == TaskRow.unit_id) & UnitRow.recorded_to.is_(None))
        .where(tuple_(TaskRow.dossier_id, TaskRow.id).in_(keys))
        .order_by(TaskRow.due_at.nulls_last(), TaskRow.id)
    ).all()
    names = person_names(session, {each for task, *_ in rows if (each := _doer(task))})
    return tuple(
        TaskLine(
            dossier_code=code,
            step=load_bundle(session, bundle).compiled.elements[task.element].name,
            unit=unit or "",
            due_at=task.due_at,
            status=task.status,
            doer=names.get(doer, "") if (doer := _doer(task)) else "",
            closed_at=task.closed_at,
        )
        for task, code, bundle, unit in rows
    )


def _doer(task: TaskRow) -> UUID | None:
    return task.closed_by_id if task.closed_at else task.assignee_id
