"""Where a person sits, and what their unit prints on its papers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import any_, literal, or_, select
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql import ColumnElement

from engine.errors import NotFound
from engine.say import say
from engine.store.records.appointment import AppointmentRow
from engine.store.records.instrument import InstrumentRow
from engine.store.records.position import PositionRow
from engine.store.records.unit import UnitRow
from engine.store.unit_names import naming_at


@dataclass(frozen=True, slots=True)
class Office:
    """A seat of a person in a unit."""

    unit_id: UUID
    unit_code: str
    unit_name: str
    position_id: UUID
    position_title: str
    powers: frozenset[str]


@dataclass(frozen=True, slots=True)
class LetterheadRow:
    """The unit's names as printed; `parent_name` is the agency directly above it."""

    name: str
    parent_name: str | None
    collective_name: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Desk:
    """A unit that has a seat with a power."""

    unit_id: UUID
    unit_code: str
    unit_name: str


def desks(session: Session, power: str, now: datetime) -> tuple[Desk, ...]:
    """Every unit with a seat that carries this power at `now`, by name."""
    rows = session.execute(
        select(UnitRow.id, UnitRow.code, UnitRow.name)
        .join(PositionRow, PositionRow.unit_id == UnitRow.id)
        .where(
            literal(power) == any_(PositionRow.powers),
            PositionRow.recorded_to.is_(None),
            UnitRow.recorded_to.is_(None),
            *_hold(PositionRow, now),
        )
        .distinct()
        .order_by(UnitRow.name)
    )
    return tuple(Desk(*row) for row in rows)


def offices_of(session: Session, person_id: UUID, now: datetime) -> tuple[Office, ...]:
    """Every seat that the person holds at `now`, by title."""
    rows = session.execute(
        select(PositionRow, UnitRow.code, UnitRow.name)
        .join(AppointmentRow, AppointmentRow.position_id == PositionRow.id)
        .join(UnitRow, UnitRow.id == PositionRow.unit_id)
        .where(
            AppointmentRow.person_id == person_id,
            *(row.recorded_to.is_(None) for row in (AppointmentRow, PositionRow, UnitRow)),
            *_hold(AppointmentRow, now),
            *_hold(PositionRow, now),
        )
        .order_by(PositionRow.title)
    )
    return tuple(
        Office(p.unit_id, code, name, p.id, p.title, frozenset(p.powers)) for p, code, name in rows
    )


def letterhead_row(session: Session, unit_id: UUID, at: datetime | None = None) -> LetterheadRow:
    """What the unit prints, as the register knows it now; what it printed at `at`, before a
    renaming, for a paper of that day that is printed again."""
    parent = aliased(UnitRow)
    row = session.execute(
        select(UnitRow, parent)
        .outerjoin(parent, (parent.id == UnitRow.parent_id) & parent.recorded_to.is_(None))
        .where(UnitRow.id == unit_id, UnitRow.recorded_to.is_(None))
    ).one()
    unit: UnitRow = row[0]
    above: UnitRow | None = row[1]
    named = naming_at(unit, at)
    parent_name = None if above is None else naming_at(above, at).name
    return LetterheadRow(named.name, parent_name, named.collective_name, named.place)


def _hold(
    row: type[AppointmentRow] | type[PositionRow], now: datetime
) -> tuple[ColumnElement[bool], ...]:
    return (row.valid_from <= now, or_(row.valid_to.is_(None), row.valid_to > now))


def office_of(session: Session, person_id: UUID, power: str, now: datetime) -> Office | None:
    """The first of the person's seats that carries this power, if there is one."""
    return next((o for o in offices_of(session, person_id, now) if power in o.powers), None)


def unit_names(session: Session, units: Iterable[UUID]) -> dict[UUID, str]:
    """The names of these units as the register knows them now, in the order asked."""
    asked = tuple(units)
    rows = session.execute(
        select(UnitRow.id, UnitRow.name).where(UnitRow.id.in_(asked), UnitRow.recorded_to.is_(None))
    )
    names = {row.id: row.name for row in rows}
    return {unit_id: names[unit_id] for unit_id in asked}


def issuer_name(session: Session, position_id: UUID) -> str:
    """The name of the unit of a position, as the register knows it now; "" if it knows none."""
    found = session.scalars(
        select(UnitRow.name)
        .join(PositionRow, PositionRow.unit_id == UnitRow.id)
        .where(
            PositionRow.id == position_id,
            PositionRow.recorded_to.is_(None),
            UnitRow.recorded_to.is_(None),
        )
    ).first()
    return found or ""


def unit_code(session: Session, unit_id: UUID) -> str:
    """The identifier code of a unit, which opens the codes of its dossiers. Raises NotFound."""
    code = session.scalars(
        select(UnitRow.code).where(UnitRow.id == unit_id, UnitRow.recorded_to.is_(None))
    ).first()
    if code is None:
        raise NotFound(say("Không có đơn vị này trong danh mục."))
    return code


def units_by_code(session: Session) -> dict[str, UUID]:
    """Every unit that the register knows now, by its identifier code."""
    rows = session.execute(select(UnitRow.code, UnitRow.id).where(UnitRow.recorded_to.is_(None)))
    return {row.code: row.id for row in rows}


def instruments_by_number(session: Session) -> dict[str, tuple[UUID, ...]]:
    """Every instrument that the register knows now; two agencies may use the same number."""
    found: dict[str, tuple[UUID, ...]] = {}
    for number, instrument_id in session.execute(
        select(InstrumentRow.number, InstrumentRow.id).where(InstrumentRow.recorded_to.is_(None))
    ):
        found[number] = (*found.get(number, ()), instrument_id)
    return found
