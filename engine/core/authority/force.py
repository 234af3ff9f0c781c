"""When an instrument is in force. `expired` is derived here, never stored."""

from __future__ import annotations

from datetime import datetime

from engine.core.authority.register import (
    Clause,
    Grant,
    Instrument,
    InstrumentState,
    Period,
    Refusal,
    Register,
)
from engine.core.authority.words import end_words, instrument_name, moment_words, state_words
from engine.say import marked, say

_UNISSUED = (InstrumentState.DRAFT, InstrumentState.REVIEWED)
_STOPPED = {
    InstrumentState.SUSPENDED: (Clause.SUSPENDED, marked("đã bị tạm ngưng")),
    InstrumentState.REVOKED: (Clause.REVOKED, marked("đã bị thu hồi")),
}


def force_of(register: Register, instrument: Instrument) -> Period | None:
    """When the instrument is in force as far as the slice knows; None = never.

    Its period, from the moment it was put in force, until it was suspended or revoked, or an
    instrument that supersedes it came into force. `state_since` is valid time.
    """
    if instrument.state in _UNISSUED:
        return None
    begins, ends = instrument.period.valid_from, instrument.period.valid_to
    limits = [ends] if ends else []
    if instrument.state is InstrumentState.IN_FORCE:
        begins = max(begins, instrument.state_since)
    else:
        limits.append(instrument.state_since)
    if successor := _successor(register, instrument):
        limits.append(successor.period.valid_from)
    ends = min(limits, default=None)
    return None if ends is not None and ends <= begins else Period(begins, ends)


def force_of_grant(register: Register, grant: Grant) -> Period | None:
    """When one line of an instrument gives something: within the instrument's force and its own
    term; None = never."""
    force = force_of(register, register.instruments[grant.instrument_id])
    if force is None or grant.period is None:
        return force
    begins = max(force.valid_from, grant.period.valid_from)
    ends = min((p.valid_to for p in (force, grant.period) if p.valid_to is not None), default=None)
    return None if ends is not None and ends <= begins else Period(begins, ends)


def not_in_force(register: Register, instrument: Instrument, at: datetime) -> Refusal | None:
    """Why the instrument gives nothing at `at`; None when it is in force."""
    force = force_of(register, instrument)
    if force is not None and force.holds(at):
        return None
    clause, why = _why(register, instrument, at)
    return Refusal(clause, instrument.id, f"{instrument_name(register, instrument)} {why}.")


def _why(register: Register, instrument: Instrument, at: datetime) -> tuple[Clause, str]:
    if instrument.state in _UNISSUED:
        return Clause.NOT_YET, state_words(instrument.state)
    period = instrument.period
    if period.valid_to is not None and at >= period.valid_to:
        return Clause.EXPIRED, say(
            "đã hết hiệu lực (có hiệu lực %(valid_to)s)", valid_to=end_words(period.valid_to)
        )
    if instrument.state in _STOPPED and at >= instrument.state_since:
        clause, word = _STOPPED[instrument.state]
        return clause, say(
            "%(state)s từ %(since)s",
            state=say(word),
            since=moment_words(instrument.state_since),
        )
    successor = _successor(register, instrument)
    if successor is not None and at >= successor.period.valid_from:
        return Clause.EXPIRED, say(
            "đã được thay thế bởi %(instrument)s", instrument=instrument_name(register, successor)
        )
    begins = max(period.valid_from, instrument.state_since)
    if instrument.state in _STOPPED:
        begins = period.valid_from
    return Clause.NOT_YET, say("chỉ có hiệu lực từ %(begins)s", begins=moment_words(begins))


def _successor(register: Register, instrument: Instrument) -> Instrument | None:
    """The first issued instrument that supersedes this one."""
    issued = (
        other
        for other in register.instruments.values()
        if other.supersedes_id == instrument.id and other.state not in _UNISSUED
    )
    return min(issued, key=lambda other: other.period.valid_from, default=None)
