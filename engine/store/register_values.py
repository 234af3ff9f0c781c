"""Rows of the register as the plain values that `engine.core.authority` judges."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

from engine.core.authority.register import (
    Appointment,
    Competence,
    Grant,
    GrantKind,
    Instrument,
    InstrumentState,
    Period,
    Person,
    Position,
    Power,
    Rank,
    Unit,
)
from engine.store.records import (
    AppointmentRow,
    CompetenceRow,
    GrantRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
    UnitRow,
)

_ALWAYS = datetime.min.replace(tzinfo=UTC)


class _Dated(Protocol):
    @property
    def valid_from(self) -> datetime: ...
    @property
    def valid_to(self) -> datetime | None: ...


def _period(row: _Dated) -> Period:
    return Period(row.valid_from, row.valid_to)


def _powers(names: list[str]) -> frozenset[Power]:
    return frozenset(map(Power, names))


def unit_of(row: UnitRow) -> Unit:
    return Unit(
        row.id,
        row.code,
        row.name,
        row.parent_id,
        row.collective_name,
        _period(row),
        row.abbreviation,
    )


def position_of(row: PositionRow) -> Position:
    return Position(
        id=row.id,
        unit_id=row.unit_id,
        title=row.title,
        rank=Rank(row.rank),
        roles=frozenset(row.roles),
        powers=_powers(row.powers),
        period=_period(row),
    )


def person_of(row: PersonRow) -> Person:
    return Person(row.id, row.full_name, row.identity, frozenset(row.qualifications))


def appointment_of(row: AppointmentRow) -> Appointment:
    return Appointment(row.id, row.person_id, row.position_id, row.acting, _period(row))


def competence_of(row: CompetenceRow) -> Competence:
    return Competence(
        id=row.id,
        procedure=row.procedure,
        unit_id=row.unit_id,
        position_id=row.position_id,
        collective=row.collective,
        powers=_powers(row.powers),
        legal_basis=row.legal_basis,
        period=_period(row),
    )


def instrument_of(*rows: InstrumentRow) -> Instrument:
    """From all rows that the register had of one instrument, in the order of their recording."""
    *former, row = rows
    return Instrument(
        id=row.id,
        number=row.number,
        issued_on=row.issued_on,
        kind=GrantKind(row.kind),
        issuer_position_id=row.issuer_position_id,
        legal_basis=row.legal_basis,
        file_sha256=row.file_sha256,
        state=InstrumentState(row.state),
        state_since=row.state_since,
        exclusive=row.exclusive,
        deputies_may_sign=row.deputies_may_sign,
        on_end=row.on_end,
        supersedes_id=row.supersedes_id,
        period=_period(row),
        earlier=tuple((InstrumentState(each.state), each.state_since) for each in former),
    )


def grant_of(row: GrantRow) -> Grant:
    return Grant(
        id=row.id,
        instrument_id=row.instrument_id,
        from_position_id=row.from_position_id,
        to_position_id=row.to_position_id,
        to_unit_id=row.to_unit_id,
        to_person_id=row.to_person_id,
        qualification=row.qualification,
        procedures=None if row.procedures is None else frozenset(row.procedures),
        powers=_powers(row.powers),
        scope=row.scope,
        period=_own_term(row),
    )


def _own_term(row: GrantRow) -> Period | None:
    if row.valid_from is None and row.valid_to is None:
        return None
    return Period(row.valid_from or _ALWAYS, row.valid_to)
