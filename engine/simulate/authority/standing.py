"""Whether a record counts at a moment, by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import (
    Appointment,
    Grant,
    Instrument,
    InstrumentState,
    Period,
    Position,
)
from engine.simulate.authority.known import Known


def holds(period: Period | None, at: datetime) -> bool:
    """From inclusive, to exclusive; no period = always."""
    if period is None:
        return True
    return period.valid_from <= at and not (period.valid_to is not None and period.valid_to <= at)


def state_at(known: Known, instrument_id: UUID, at: datetime) -> InstrumentState | None:
    """The last word of those that hold by then; None before the first."""
    state = None
    for said, since in known.said[instrument_id]:
        if since <= at:
            state = said
    return state


def in_force(known: Known, instrument: Instrument, at: datetime) -> bool:
    """Within its term, put in force, neither suspended nor revoked, and not replaced."""
    return (
        holds(instrument.period, at)
        and state_at(known, instrument.id, at) is InstrumentState.IN_FORCE
        and not replaced(known, instrument, at)
    )


def replaced(known: Known, instrument: Instrument, at: datetime) -> bool:
    """Another instrument that supersedes this one has come into force by then.

    What comes of the other one afterwards brings nothing back.
    """
    for other in known.register.instruments.values():
        if other.supersedes_id == instrument.id:
            for moment in _begins(known, other):
                if moment <= at and _was_put_in_force(known, other, moment):
                    return True
    return False


def _begins(known: Known, instrument: Instrument) -> Iterator[datetime]:
    """Every moment at which it may have come into force."""
    for state, since in known.said[instrument.id]:
        if state is InstrumentState.IN_FORCE:
            yield max(since, instrument.period.valid_from)


def _was_put_in_force(known: Known, instrument: Instrument, at: datetime) -> bool:
    return (
        holds(instrument.period, at)
        and state_at(known, instrument.id, at) is InstrumentState.IN_FORCE
    )


def line_counts(known: Known, line: Grant, at: datetime) -> bool:
    """The line's own term, if it has one, and its instrument."""
    instrument = known.register.instruments[line.instrument_id]
    return holds(line.period, at) and in_force(known, instrument, at)


def seat_stands(known: Known, seat: Position, at: datetime) -> bool:
    """The seat and the unit that it is in."""
    return holds(seat.period, at) and holds(known.register.units[seat.unit_id].period, at)


def sitting(known: Known, seat: Position, at: datetime) -> list[Appointment]:
    return [
        each
        for each in known.register.appointments
        if each.position_id == seat.id and holds(each.period, at)
    ]


def inside(known: Known, unit_id: UUID, of: UUID) -> bool:
    """Whether a unit is a part of another one, at any depth."""
    units = known.register.units
    above = units[unit_id].parent_id
    while above is not None and above != of:
        above = units[above].parent_id if above in units else None
    return above == of
