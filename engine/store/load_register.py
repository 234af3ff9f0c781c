"""Reads a slice of the register: the records that touch one procedure and some units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from engine.core.authority.register import Instrument, Position, Register
from engine.errors import NotFound
from engine.say import say
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
from engine.store.register_reach import covers, givers, known, reached, with_those_above
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


def load_instruments(session: Session, instrument_id: UUID, epoch: int) -> Register:
    """A slice with one instrument and those that supersede it, and who issued them: enough to ask
    whether it is in force. Raises `engine.errors.NotFound` for an unknown one."""
    key = ("instrument", instrument_id, epoch)
    return _SLICES.of(session).get(key, lambda: _read_instruments(session, instrument_id, epoch))


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


def _read(
    session: Session, procedure: str, units: frozenset[UUID], epoch: int, at: datetime | None
) -> Register:
    giving = frozenset(session.scalars(givers(procedure, units, at)))
    within = tuple(session.scalars(reached(procedure, giving, at)))
    positions = _rows(session, PositionRow, PositionRow.unit_id.in_(within), at)
    seats = [row.id for row in positions]
    granted = GrantRow.from_position_id.in_(seats) & covers(GrantRow, procedure)
    grants = _rows(session, GrantRow, granted, at)
    appointments = _rows(session, AppointmentRow, AppointmentRow.position_id.in_(seats), at)
    people = {row.person_id for row in appointments} | {
        row.to_person_id for row in grants if row.to_person_id
    }
    instruments = {row.instrument_id for row in grants}
    or_superseding = InstrumentRow.id.in_(instruments) | InstrumentRow.supersedes_id.in_(
        instruments
    )
    competent = (CompetenceRow.procedure == procedure) & CompetenceRow.unit_id.in_(giving)
    above = session.scalars(with_those_above(within, at)).all()
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
        instruments=instruments_known(session, or_superseding, at),
        grants=tuple(map(grant_of, grants)),
    )


def _read_instruments(session: Session, instrument_id: UUID, epoch: int) -> Register:
    itself = InstrumentRow.id == instrument_id
    later = InstrumentRow.supersedes_id == instrument_id
    found = instruments_known(session, itself | later, None)
    if instrument_id not in found:
        raise NotFound(say("Không có văn bản giao quyền này trong danh mục thẩm quyền."))
    issuers = _rows(
        session,
        PositionRow,
        PositionRow.id.in_({each.issuer_position_id for each in found.values()}),
        None,
    )
    agencies = _rows(session, UnitRow, UnitRow.id.in_({row.unit_id for row in issuers}), None)
    return Register(
        epoch=epoch,
        known_at=session.scalars(select(RegisterEpochRow.changed_at)).one(),
        units={row.id: unit_of(row) for row in agencies},
        positions={row.id: position_of(row) for row in issuers},
        persons={},
        appointments=(),
        competences=(),
        instruments=found,
        grants=(),
    )


def instruments_known(
    session: Session, where: ColumnElement[bool], at: datetime | None
) -> dict[UUID, Instrument]:
    """Those that the register knew, each with the states it had been in before."""
    meant = select(InstrumentRow.id).where(where, known(InstrumentRow, at))
    by_then = InstrumentRow.recorded_from <= at if at else true()
    rows = select(InstrumentRow).where(InstrumentRow.id.in_(meant), by_then)
    told: dict[UUID, list[InstrumentRow]] = {}
    for row in session.scalars(rows.order_by(InstrumentRow.row_id)):
        told.setdefault(row.id, []).append(row)
    return {key: instrument_of(*each) for key, each in told.items()}


def _rows(
    session: Session, kind: type[_R], where: ColumnElement[bool], at: datetime | None
) -> Sequence[_R]:
    return session.scalars(select(kind).where(where, known(kind, at)).order_by(kind.row_id)).all()
