"""Reads a slice of the register: the records that touch one procedure and some units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, func, literal, select, union
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import Session, aliased
from sqlalchemy.types import Uuid

from engine.core.authority.register import Position, Register
from engine.store.cache import PerDatabase
from engine.store.records import (
    AppointmentRow,
    CompetenceRow,
    GrantRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
    RegisterEpochRow,
    UnitRow,
)
from engine.store.records.base import Recorded
from engine.store.register_values import (
    appointment_of,
    competence_of,
    grant_of,
    instrument_of,
    person_of,
    position_of,
    unit_of,
)

_SLICES: PerDatabase[Register] = PerDatabase(1024)
_R = TypeVar("_R", bound=Recorded)


def load_register(
    session: Session,
    procedure: str,
    units: Iterable[UUID],
    epoch: int,
    known_at: datetime | None = None,
) -> Register:
    """The slice for a procedure (`Procedure.code_or_slug`) and the units that are its parties.

    Kept by the process under its epoch: read the current epoch first, then ask. A slice read
    while the register changes may be newer than its epoch, never older, and no act of authority
    is saved under an epoch that has passed. With `known_at`: what the register knew then, about
    all valid times; the epoch only names it.
    """
    asked = frozenset(units)
    key = (procedure, asked, epoch, known_at)
    return _SLICES.of(session).get(key, lambda: _read(session, procedure, asked, epoch, known_at))


def load_person_positions(session: Session, person_id: UUID, at: datetime) -> tuple[Position, ...]:
    """The positions that a person holds at `at`, as known now; acting ones too."""
    held = (
        select(PositionRow)
        .join(AppointmentRow, AppointmentRow.position_id == PositionRow.id)
        .where(
            AppointmentRow.person_id == person_id,
            known(AppointmentRow, None),
            known(PositionRow, None),
            AppointmentRow.valid_from <= at,
            AppointmentRow.valid_to.is_(None) | (AppointmentRow.valid_to > at),
            PositionRow.valid_from <= at,
            PositionRow.valid_to.is_(None) | (PositionRow.valid_to > at),
        )
        .order_by(PositionRow.row_id)
    )
    return tuple(position_of(row) for row in session.scalars(held))


def known(row: type[Recorded], known_at: datetime | None) -> ColumnElement[bool]:
    """The condition that the register knew a row at that time; None = knows it now."""
    if known_at is None:
        return row.recorded_to.is_(None)
    still = row.recorded_to.is_(None) | (row.recorded_to > known_at)
    return (row.recorded_from <= known_at) & still


def _read(
    session: Session, procedure: str, units: frozenset[UUID], epoch: int, at: datetime | None
) -> Register:
    reached = tuple(session.scalars(_reached(procedure, units, at)))
    positions = _rows(session, PositionRow, PositionRow.unit_id.in_(reached), at)
    seats = [row.id for row in positions]
    granted = GrantRow.from_position_id.in_(seats) & _covers(GrantRow, procedure)
    grants = _rows(session, GrantRow, granted, at)
    appointments = _rows(session, AppointmentRow, AppointmentRow.position_id.in_(seats), at)
    people = {row.person_id for row in appointments} | {
        row.to_person_id for row in grants if row.to_person_id
    }
    instruments = {row.instrument_id for row in grants}
    competent = (CompetenceRow.procedure == procedure) & CompetenceRow.unit_id.in_(units)
    above = session.scalars(_with_those_above(reached, at)).all()
    return Register(
        epoch=epoch,
        known_at=at or session.scalars(select(RegisterEpochRow.changed_at)).one(),
        units={row.id: unit_of(row) for row in _rows(session, UnitRow, UnitRow.id.in_(above), at)},
        positions={row.id: position_of(row) for row in positions},
        persons={
            row.id: person_of(row)
            for row in _rows(session, PersonRow, PersonRow.id.in_(people), at)
        },
        appointments=tuple(map(appointment_of, appointments)),
        competences=tuple(map(competence_of, _rows(session, CompetenceRow, competent, at))),
        instruments={
            row.id: instrument_of(row)
            for row in _rows(session, InstrumentRow, InstrumentRow.id.in_(instruments), at)
        },
        grants=tuple(map(grant_of, grants)),
    )


def _rows(
    session: Session, kind: type[_R], where: ColumnElement[bool], at: datetime | None
) -> Sequence[_R]:
    return session.scalars(select(kind).where(where, known(kind, at)).order_by(kind.row_id)).all()


def _covers(grant: type[GrantRow], procedure: str) -> ColumnElement[bool]:
    return grant.procedures.is_(None) | (literal(procedure) == any_(grant.procedures))


def _reached(procedure: str, units: frozenset[UUID], at: datetime | None) -> Select[UUID]:
    """Units whose positions can matter.

    Those asked for, those of the competent positions, and, step by step, those that a grant from
    one of their positions leads to: its position's, the unit itself, its person's.
    """
    seat, to = aliased(PositionRow), aliased(PositionRow)
    first = union(
        select(func.unnest(array(units, type_=Uuid())).label("unit_id")),
        select(seat.unit_id)
        .join(CompetenceRow, CompetenceRow.position_id == seat.id)
        .where(
            CompetenceRow.procedure == procedure,
            CompetenceRow.unit_id.in_(units),
            known(CompetenceRow, at),
            known(seat, at),
        ),
    ).subquery()
    reached = select(first.c.unit_id).cte("reached", recursive=True)
    grant = aliased(GrantRow)
    led_to = (
        select(func.coalesce(grant.to_unit_id, to.unit_id).label("unit_id"))
        .select_from(reached)
        .join(seat, (seat.unit_id == reached.c.unit_id) & known(seat, at))
        .join(grant, (grant.from_position_id == seat.id) & known(grant, at))
        .outerjoin(
            AppointmentRow,
            (AppointmentRow.person_id == grant.to_person_id) & known(AppointmentRow, at),
        )
        .outerjoin(
            to,
            (to.id == func.coalesce(grant.to_position_id, AppointmentRow.position_id))
            & known(to, at),
        )
        .where(_covers(grant, procedure))
    )
    everything = reached.union(led_to)
    return select(everything.c.unit_id).where(everything.c.unit_id.is_not(None))


def _with_those_above(units: Iterable[UUID], at: datetime | None) -> Select[UUID]:
    """The units and the agencies above them, whose names documents print."""
    up = (
        select(UnitRow.id, UnitRow.parent_id)
        .where(UnitRow.id.in_(units), known(UnitRow, at))
        .cte("up", recursive=True)
    )
    parent = aliased(UnitRow)
    up = up.union(
        select(parent.id, parent.parent_id).where(parent.id == up.c.parent_id, known(parent, at))
    )
    return select(up.c.id)
