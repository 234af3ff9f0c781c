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
from engine.store.one_row import one_row
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
from engine.store.register_changes import after_changes
from engine.store.register_reach import known
from engine.store.register_slice import KNOWN_NOW, KNOWN_THEN, rows_of
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
    if at is not None:
        after_changes(session)
    asked = {"procedure": procedure, "units": sorted(units), "at": at}
    changed_at, *lists = one_row(session, KNOWN_NOW if at is None else KNOWN_THEN, asked)
    agencies, seats, people, held, law, acts, lines = lists
    return Register(
        epoch=epoch,
        known_at=at or changed_at,
        units={each.id: each for each in map(unit_of, rows_of(UnitRow, agencies))},
        positions={each.id: each for each in map(position_of, rows_of(PositionRow, seats))},
        persons={each.id: each for each in map(person_of, rows_of(PersonRow, people))},
        appointments=tuple(map(appointment_of, rows_of(AppointmentRow, held))),
        competences=tuple(map(competence_of, rows_of(CompetenceRow, law))),
        instruments=_by_record(rows_of(InstrumentRow, acts)),
        grants=tuple(map(grant_of, rows_of(GrantRow, lines))),
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
    return _by_record(session.scalars(rows.order_by(InstrumentRow.row_id)))


def _by_record(rows: Iterable[InstrumentRow]) -> dict[UUID, Instrument]:
    told: dict[UUID, list[InstrumentRow]] = {}
    for row in rows:
        told.setdefault(row.id, []).append(row)
    return {key: instrument_of(*each) for key, each in told.items()}


def _rows(
    session: Session, kind: type[_R], where: ColumnElement[bool], at: datetime | None
) -> Sequence[_R]:
    return session.scalars(select(kind).where(where, known(kind, at)).order_by(kind.row_id)).all()
