"""Units, seats, people and posts as the register knows them now: what a change has to look at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from engine.core.authority.register import Period
from engine.store.records import (
    AbsenceRow,
    AppointmentRow,
    CompetenceRow,
    DossierRow,
    GrantRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
    ProcedureVersionRow,
    UnitRow,
)
from engine.store.records.base import Recorded

_R = TypeVar("_R", bound=Recorded)
_DatedRow = (
    type[UnitRow]
    | type[PositionRow]
    | type[AppointmentRow]
    | type[AbsenceRow]
    | type[CompetenceRow]
    | type[ProcedureVersionRow]
)


def meets(row: _DatedRow, period: Period) -> ColumnElement[bool]:
    """The condition that a row is known now and has a moment in common with the period."""
    late = row.valid_to.is_(None) | (row.valid_to > period.valid_from)
    early = True if period.valid_to is None else row.valid_from < period.valid_to
    # An empty term is of what was ended before it began.
    held = row.valid_to.is_(None) | (row.valid_to > row.valid_from)
    return row.recorded_to.is_(None) & late & held & early


def outlasting(row: _DatedRow, at: datetime) -> ColumnElement[bool]:
    """The condition that a row is known now and holds at `at` or later."""
    held = row.valid_to.is_(None) | (row.valid_to > row.valid_from)
    return row.recorded_to.is_(None) & held & (row.valid_to.is_(None) | (row.valid_to > at))


def units_with_code(
    session: Session, code: str, period: Period, besides: UUID | None
) -> Sequence[UnitRow]:
    """Units of this identifier code in a moment of the period."""
    same = func.lower(UnitRow.code) == code.lower()
    rows = session.scalars(
        select(UnitRow).where(same, meets(UnitRow, period)).order_by(UnitRow.valid_from)
    )
    return [row for row in rows if row.id != besides]


def is_above(session: Session, unit_id: UUID, other_id: UUID) -> bool:
    """Whether `unit_id` is the other unit itself or stands somewhere above it."""
    up = (
        select(UnitRow.id, UnitRow.parent_id)
        .where(UnitRow.id == other_id, UnitRow.recorded_to.is_(None))
        .cte("up", recursive=True)
    )
    parent = aliased(UnitRow)
    up = up.union(
        select(parent.id, parent.parent_id).where(
            parent.id == up.c.parent_id, parent.recorded_to.is_(None)
        )
    )
    return bool(session.scalar(select(exists().where(up.c.id == unit_id))))


def children_after(session: Session, unit_id: UUID, at: datetime) -> Sequence[UnitRow]:
    """Units directly under it that hold at `at` or later."""
    return session.scalars(
        select(UnitRow)
        .where(UnitRow.parent_id == unit_id, outlasting(UnitRow, at))
        .order_by(UnitRow.name)
    ).all()


def seats_after(session: Session, unit_id: UUID, at: datetime) -> Sequence[PositionRow]:
    """Seats of the unit that hold at `at` or later."""
    return session.scalars(
        select(PositionRow)
        .where(PositionRow.unit_id == unit_id, outlasting(PositionRow, at))
        .order_by(PositionRow.title, PositionRow.id)
    ).all()


def posts_after(session: Session, position_id: UUID, at: datetime) -> Sequence[AppointmentRow]:
    """Appointments to the seat that hold at `at` or later."""
    return session.scalars(
        select(AppointmentRow)
        .where(AppointmentRow.position_id == position_id, outlasting(AppointmentRow, at))
        .order_by(AppointmentRow.valid_from)
    ).all()


def posts_in(
    session: Session, position_id: UUID, period: Period, besides: UUID | None
) -> Sequence[AppointmentRow]:
    """Appointments to the seat in a moment of the period."""
    rows = session.scalars(
        select(AppointmentRow)
        .where(AppointmentRow.position_id == position_id, meets(AppointmentRow, period))
        .order_by(AppointmentRow.valid_from)
    )
    return [row for row in rows if row.id != besides]


def absences_in(session: Session, person_id: UUID, period: Period) -> Sequence[AbsenceRow]:
    """Absences of the person in a moment of the period."""
    return session.scalars(
        select(AbsenceRow)
        .where(AbsenceRow.person_id == person_id, meets(AbsenceRow, period))
        .order_by(AbsenceRow.valid_from)
    ).all()


def person_with_identity(session: Session, identity: str, besides: UUID | None) -> PersonRow | None:
    """Who is known under this identity already."""
    rows = session.scalars(
        select(PersonRow).where(PersonRow.identity == identity, PersonRow.recorded_to.is_(None))
    )
    return next((row for row in rows if row.id != besides), None)


def unit_is_named(session: Session, unit_id: UUID) -> bool:
    """Whether anything rests on the unit: it can be ended then, not struck."""
    here = (
        select(PositionRow.id).where(
            PositionRow.unit_id == unit_id, PositionRow.recorded_to.is_(None)
        ),
        select(UnitRow.id).where(UnitRow.parent_id == unit_id, UnitRow.recorded_to.is_(None)),
        select(CompetenceRow.id).where(CompetenceRow.unit_id == unit_id),
        select(GrantRow.id).where(GrantRow.to_unit_id == unit_id),
        select(ProcedureVersionRow.id).where(ProcedureVersionRow.unit_id == unit_id),
        select(DossierRow.id).where(DossierRow.unit_id == unit_id),
    )
    return bool(session.scalar(select(or_(*(each.exists() for each in here)))))


def position_is_named(session: Session, position_id: UUID) -> bool:
    """Whether anything rests on the seat."""
    here = (
        select(AppointmentRow.id).where(
            AppointmentRow.position_id == position_id, AppointmentRow.recorded_to.is_(None)
        ),
        select(CompetenceRow.id).where(CompetenceRow.position_id == position_id),
        select(GrantRow.id).where(
            or_(GrantRow.from_position_id == position_id, GrantRow.to_position_id == position_id)
        ),
        select(InstrumentRow.id).where(InstrumentRow.issuer_position_id == position_id),
    )
    return bool(session.scalar(select(or_(*(each.exists() for each in here)))))


def open_count(session: Session, unit_id: UUID) -> int:
    """Open dossiers that the unit resolves or received."""
    here = or_(DossierRow.unit_id == unit_id, DossierRow.receiving_unit_id == unit_id)
    counted = select(func.count()).where(here, DossierRow.finished_at.is_(None))
    return session.scalar(counted) or 0
