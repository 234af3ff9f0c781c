"""The finished steps of a dossier, with who did them and from which seat."""

from __future__ import annotations

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from engine.core.dossier import Dossier
from engine.core.steps import StepDone
from engine.store.records.appointment import AppointmentRow
from engine.store.records.position import PositionRow
from engine.store.records.task import TaskRow


def steps_done(session: Session, dossier: Dossier) -> tuple[StepDone, ...]:
    """Done user tasks in order; the position is one held then in the task's unit."""
    held = and_(
        AppointmentRow.person_id == TaskRow.closed_by_id,
        AppointmentRow.recorded_to.is_(None),
        AppointmentRow.valid_from <= TaskRow.closed_at,
        or_(AppointmentRow.valid_to.is_(None), AppointmentRow.valid_to > TaskRow.closed_at),
    )
    seat = and_(
        PositionRow.id == AppointmentRow.position_id,
        PositionRow.recorded_to.is_(None),
        PositionRow.unit_id == TaskRow.unit_id,
    )
    rows = session.execute(
        select(TaskRow.element, TaskRow.closed_at, PositionRow.title)
        .outerjoin(AppointmentRow, held)
        .outerjoin(PositionRow, seat)
        .where(TaskRow.dossier_id == dossier.id, TaskRow.status == "done", TaskRow.kind == "user")
        .order_by(TaskRow.closed_at, PositionRow.title.nulls_last())
    )
    found: dict[tuple[str, object], StepDone] = {}
    for element, at, title in rows:
        assert at is not None  # a done task has its time
        name = dossier.bundle.compiled.elements[element].name
        found.setdefault((element, at), StepDone(element, name, at, title))
    return tuple(found.values())
