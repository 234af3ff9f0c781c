"""A change of the register before it is written: what the slice says once it is.

Only for previews, and for what a run tells; the change itself is written as rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import (
    Appointment,
    InstrumentState,
    Period,
    Person,
    Register,
)
from engine.core.authority.words import numbered
from engine.say import marked, say

KINDS: Mapping[str, str] = {
    "revoked": marked("%(what)s bị thu hồi"),
    "suspended": marked("%(what)s bị tạm ngưng"),
    "in_force": marked("%(what)s có hiệu lực"),
    "superseded": marked("%(what)s bị thay thế"),
    "grant_struck": marked("một phần giao quyền của %(what)s bị hủy"),
    "appointed": marked("có người được bổ nhiệm"),
    "appointment_ended": marked("có người thôi giữ chức vụ"),
    "reorganised": marked("các đơn vị được sắp xếp theo %(what)s"),
    "time_passed": marked("%(what)s bắt đầu hoặc hết hiệu lực"),
}
"""What happens in the register, as people say it; `what` is an instrument, or another record."""


def cause_words(kind: str, number: str | None) -> str:
    """Why dossiers move, after "vì": `Quyết định số 15/QĐ-UBND bị thu hồi`."""
    what = numbered(number) if number else say("một mục trong danh mục thẩm quyền")
    return say(KINDS[kind], what=what) if kind in KINDS else what


@dataclass(frozen=True, slots=True)
class InstrumentTo:
    """An instrument goes into another state (suspended, revoked, in force) at `at`."""

    instrument_id: UUID
    state: InstrumentState
    at: datetime

    @property
    def record_id(self) -> UUID:
        return self.instrument_id

    @property
    def kind(self) -> str:
        return str(self.state)


@dataclass(frozen=True, slots=True)
class Superseded:
    """An instrument is superseded by another one from `at` on."""

    instrument_id: UUID
    by_id: UUID
    at: datetime
    kind = "superseded"

    @property
    def record_id(self) -> UUID:
        return self.instrument_id


@dataclass(frozen=True, slots=True)
class GrantStruck:
    """One line of an instrument is taken out."""

    grant_id: UUID
    at: datetime
    kind = "grant_struck"

    @property
    def record_id(self) -> UUID:
        return self.grant_id


@dataclass(frozen=True, slots=True)
class Appointed:
    """A person takes a seat at the beginning of the appointment."""

    appointment: Appointment
    person: Person
    kind = "appointed"

    @property
    def at(self) -> datetime:
        return self.appointment.period.valid_from

    @property
    def record_id(self) -> UUID:
        return self.appointment.id


@dataclass(frozen=True, slots=True)
class AppointmentEnds:
    """A person leaves a seat at `at`."""

    appointment_id: UUID
    at: datetime
    kind = "appointment_ended"

    @property
    def record_id(self) -> UUID:
        return self.appointment_id


@dataclass(frozen=True, slots=True)
class TimePassed:
    """A record begins or ends by its own dates."""

    record_id: UUID
    at: datetime
    kind = "time_passed"


RegisterChange = InstrumentTo | Superseded | GrantStruck | Appointed | AppointmentEnds | TimePassed


def register_after(register: Register, change: RegisterChange) -> Register:
    """The slice with the change in it; unchanged where it does not touch the slice."""
    match change:
        case InstrumentTo(instrument_id=id, state=state, at=at):
            return _with_instrument(register, id, state=state, state_since=at)
        case Superseded(instrument_id=id, at=at):
            return _ended_at(register, id, at)
        case GrantStruck(grant_id=id):
            return replace(register, grants=tuple(g for g in register.grants if g.id != id))
        case Appointed(appointment=appointment, person=person):
            return replace(
                register,
                appointments=(*register.appointments, appointment),
                persons={person.id: person, **register.persons},
            )
        case AppointmentEnds(appointment_id=id, at=at):
            return replace(
                register,
                appointments=tuple(
                    replace(a, period=_until(a.period, at)) if a.id == id else a
                    for a in register.appointments
                ),
            )
        case TimePassed():
            return register


def _with_instrument(
    register: Register, id: UUID, *, state: InstrumentState, state_since: datetime
) -> Register:
    instrument = register.instruments.get(id)
    if instrument is None:
        return register
    after = replace(instrument, state=state, state_since=state_since)
    return replace(register, instruments={**register.instruments, id: after})


def _ended_at(register: Register, id: UUID, at: datetime) -> Register:
    """Superseded is ended: the successor itself need not be in the slice."""
    instrument = register.instruments.get(id)
    if instrument is None:
        return register
    after = replace(instrument, period=_until(instrument.period, at))
    return replace(register, instruments={**register.instruments, id: after})


def _until(period: Period, at: datetime) -> Period:
    if period.valid_to is not None and period.valid_to <= at:
        return period
    return replace(period, valid_to=max(at, period.valid_from))
