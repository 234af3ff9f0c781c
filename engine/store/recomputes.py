"""Runs over the open dossiers that an edited calendar counts, kept until they are through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from engine.core.recount import CalendarEdit
from engine.store.records import CalendarRow, DossierRow, RecomputeRow


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come; `done` when there is nothing left of it."""

    id: UUID
    total: int
    seen: int
    changed: int
    unknown: int
    done: bool


def ask_recompute(session: Session, edit: CalendarEdit, now: datetime) -> Progress:
    """Write that the calendar's open dossiers are to be counted anew, with the edit itself."""
    total = session.execute(
        select(func.count()).select_from(DossierRow).where(*counted_by(edit.unit_id))
    ).scalar_one()
    row = RecomputeRow(
        id=uuid4(),
        unit_id=edit.unit_id,
        calendar_version=edit.version,
        decision=edit.decision,
        asked_at=now,
        total=total,
        seen=0,
        changed=0,
        unknown=0,
    )
    session.add(row)
    session.flush()
    return progress(row)


def take_recompute(session: Session) -> RecomputeRow | None:
    """The oldest run that is not through and that nobody works on, locked until the commit; one
    whose last batch failed comes after the others."""
    return session.scalars(
        select(RecomputeRow)
        .where(RecomputeRow.done_at.is_(None))
        .order_by(RecomputeRow.trouble.is_not(None), RecomputeRow.asked_at, RecomputeRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def progress_of(session: Session, run_id: UUID) -> Progress:
    """How far this run is; it must be there."""
    return progress(session.get_one(RecomputeRow, run_id))


def waiting_recomputes(session: Session) -> Sequence[str | None]:
    """Of each run that is not through: why its last batch failed, or None."""
    return session.scalars(select(RecomputeRow.trouble).where(RecomputeRow.done_at.is_(None))).all()


def mark_trouble(session: Session, sentence: str) -> None:
    """Say of the run that `take_recompute` gives why its batch failed; the next that succeeds
    takes it off."""
    run = take_recompute(session)
    if run is not None:
        run.trouble = sentence


def counted_by(unit_id: UUID | None) -> tuple[ColumnElement[bool], ...]:
    """Which open dossiers the calendar of this unit counts (None: the one of all units)."""
    is_open = DossierRow.finished_at.is_(None)
    if unit_id is not None:
        return is_open, DossierRow.unit_id == unit_id
    own = exists().where(
        CalendarRow.unit_id == DossierRow.unit_id, CalendarRow.recorded_to.is_(None)
    )
    return is_open, ~own


def edit_of(row: RecomputeRow) -> CalendarEdit:
    return CalendarEdit(row.unit_id, row.calendar_version, row.decision)


def progress(row: RecomputeRow) -> Progress:
    return Progress(row.id, row.total, row.seen, row.changed, row.unknown, row.done_at is not None)
