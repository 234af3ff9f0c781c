"""What the plain model reads: the records, and every word said of an instrument's state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import (
    Appointment,
    Competence,
    Grant,
    Instrument,
    InstrumentState,
    Position,
    Register,
    Unit,
)

Record = Unit | Position | Appointment | Competence | Instrument | Grant
"""What holds from one moment to another."""

Said = tuple[InstrumentState, datetime]
"""A state, and since when it holds."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a register knew at one time. `said`: of each instrument, oldest word first."""

    register: Register
    said: Mapping[UUID, tuple[Said, ...]]


def records(register: Register) -> tuple[Record, ...]:
    """Everything in it that has a term."""
    return (
        *register.units.values(),
        *register.positions.values(),
        *register.appointments,
        *register.competences,
        *register.instruments.values(),
        *register.grants,
    )
