"""The demonstration's agencies as rows of the register."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from engine.core.authority.register import InstrumentState
from engine.core.vietnamese import fold, name_key
from engine.simulate.demo.values import (
    BEGINNING,
    Agency,
    CompetenceTold,
    Demo,
    GrantTold,
    InstrumentTold,
    Seat,
    demo_id,
)
from engine.store.records.appointment import AppointmentRow
from engine.store.records.base import Recorded
from engine.store.records.competence import CompetenceRow
from engine.store.records.grant import GrantRow
from engine.store.records.instrument import InstrumentRow
from engine.store.records.person import PersonRow
from engine.store.records.position import PositionRow
from engine.store.records.unit import UnitRow


def register_rows(told: Demo) -> Iterator[Recorded]:
    """Every record of the register, with ids that follow from the names in the files."""
    for unit in told.units:
        yield _unit(told, unit)
    for seat in told.seats:
        yield from _seat(seat)
    for competence in told.competences:
        yield _competence(told, competence)
    for instrument in told.instruments:
        yield _instrument(told, instrument)
        for place, grant in enumerate(instrument.grants):
            yield _grant(told, instrument, grant, place)


def _unit(told: Demo, unit: Agency) -> UnitRow:
    return UnitRow(
        id=unit.id,
        code=unit.code,
        kind=unit.kind,
        name=unit.name,
        parent_id=told.unit(unit.parent).id if unit.parent else None,
        collective_name=unit.collective,
        abbreviation=unit.abbreviation,
        place=unit.place,
        search_text=fold(f"{unit.code} {unit.name}"),
        recorded_from=BEGINNING,
        valid_from=BEGINNING,
    )


def _seat(seat: Seat) -> Iterator[Recorded]:
    yield PersonRow(
        id=seat.person_id,
        full_name=seat.full_name,
        identity=seat.identity,
        name_key=name_key(seat.full_name),
        search_text=fold(f"{seat.full_name} {seat.login}"),
        recorded_from=BEGINNING,
    )
    yield PositionRow(
        id=seat.position_id,
        unit_id=seat.unit_id,
        title=seat.title,
        rank=seat.rank,
        roles=list(seat.roles),
        powers=[str(power) for power in seat.powers],
        recorded_from=BEGINNING,
        valid_from=BEGINNING,
    )
    yield AppointmentRow(
        id=demo_id(f"appointment:{seat.login}"),
        person_id=seat.person_id,
        position_id=seat.position_id,
        acting=False,
        recorded_from=BEGINNING,
        valid_from=BEGINNING,
    )


def _competence(told: Demo, competence: CompetenceTold) -> CompetenceRow:
    return CompetenceRow(
        id=demo_id(f"competence:{competence.key}"),
        procedure=competence.procedure,
        unit_id=told.unit(competence.unit).id,
        position_id=told.seat(competence.seat).position_id,
        collective=competence.collective,
        powers=[str(power) for power in competence.powers],
        legal_basis=competence.legal_basis,
        recorded_from=BEGINNING,
        valid_from=competence.begins,
    )


def _instrument(told: Demo, instrument: InstrumentTold) -> InstrumentRow:
    return InstrumentRow(
        id=instrument.id,
        number=instrument.number,
        issued_on=instrument.issued,
        kind=instrument.kind,
        issuer_position_id=told.seat(instrument.issuer).position_id,
        legal_basis=instrument.legal_basis,
        file_sha256=None,
        state=InstrumentState.IN_FORCE,
        state_since=instrument.begins,
        exclusive=False,
        deputies_may_sign=instrument.deputies_may_sign,
        on_end="return_to_delegator",
        supersedes_id=None,
        recorded_from=instrument.issued,
        valid_from=instrument.begins,
        valid_to=instrument.ends,
    )


def _grant(told: Demo, instrument: InstrumentTold, grant: GrantTold, place: int) -> GrantRow:
    to_position: UUID | None = None
    to_unit: UUID | None = None
    if any(unit.key == grant.to for unit in told.units):
        to_unit = told.unit(grant.to).id
    else:
        to_position = told.seat(grant.to).position_id
    return GrantRow(
        id=demo_id(f"grant:{instrument.key}:{place}" if place else f"grant:{instrument.key}"),
        instrument_id=instrument.id,
        from_position_id=told.seat(grant.giver).position_id,
        to_position_id=to_position,
        to_unit_id=to_unit,
        to_person_id=None,
        qualification=None,
        procedures=None if grant.procedures is None else list(grant.procedures),
        powers=[str(power) for power in grant.powers],
        scope=grant.scope,
        recorded_from=instrument.issued,
    )
