"""What began and ended in the register since the last look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records import (
    AppointmentRow,
    CompetenceRow,
    GrantRow,
    InstrumentRow,
    PositionRow,
    RegisterClockRow,
)
from engine.store.register_reach import known

_KINDS: tuple[Any, ...] = (
    InstrumentRow,
    GrantRow,
    AppointmentRow,
    PositionRow,
    CompetenceRow,
)
"""Tables with a valid time of their own that may let somebody act, or stop them."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A record that began or ended at this time; `number` where it is an instrument."""

    record_id: UUID
    at: datetime
    number: str | None


def take_clock(session: Session) -> RegisterClockRow | None:
    """The one row, locked until the commit; None while another has it."""
    return session.scalars(select(RegisterClockRow).with_for_update(skip_locked=True)).first()


def boundaries(session: Session, after: datetime, until: datetime) -> tuple[Boundary, ...]:
    """Everything known now that began or ended after `after`, up to `until`, in order of time."""
    found = [each for kind in _KINDS for each in _of(session, kind, after, until)]
    return tuple(sorted(found, key=lambda each: (each.at, each.record_id)))


def _of(session: Session, kind: Any, after: datetime, until: datetime) -> Iterator[Boundary]:
    began = (kind.valid_from > after) & (kind.valid_from <= until)
    ended = (kind.valid_to > after) & (kind.valid_to <= until)
    for row in session.scalars(select(kind).where(known(kind, None), began | ended)):
        at = row.valid_to if row.valid_to and after < row.valid_to <= until else row.valid_from
        yield Boundary(row.id, at, row.number if isinstance(row, InstrumentRow) else None)
