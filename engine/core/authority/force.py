"""When an instrument is in force. `expired` is derived here, never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import zip_longest

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
_EVER = datetime.min.replace(tzinfo=UTC)


def force_of(register: Register, instrument: Instrument) -> tuple[Period, ...]:
    """The stretches of time in which the instrument is in force, in order; empty = never.

    Within its period, from the moment it was put in force, while it is neither suspended nor
    revoked, and until an instrument that supersedes it came into force: what becomes of that one
    afterwards brings nothing back. `state_since` is valid time.
    """
    if register.instruments.get(instrument.id) is not instrument:
        return _force(register, instrument)
    key = (force_of, instrument.id)
    kept: tuple[Period, ...] | None = register.memo.get(key)
    if kept is None:
        kept = register.memo[key] = _force(register, instrument)
    return kept


def _force(register: Register, instrument: Instrument) -> tuple[Period, ...]:
    replaced_from = _replaced_from(register, instrument)
    until = None if replaced_from is None else replaced_from[0]
    return _cut(_stretches(instrument), Period(_EVER, until))


def stretches_of_grant(register: Register, grant: Grant) -> tuple[Period, ...]:
    """When one line of an instrument gives something: within the instrument's force and its own
    term."""
    force = force_of(register, register.instruments[grant.instrument_id])
    return force if grant.period is None else _cut(force, grant.period)


def force_of_grant(register: Register, grant: Grant, at: datetime | None = None) -> Period | None:
    """The stretch of a line that holds at `at`; without a moment, the last one."""
    stretches = stretches_of_grant(register, grant)
    if at is None:
        return stretches[-1] if stretches else None
    return stretch_at(stretches, at)


def stretch_at(stretches: Iterable[Period], at: datetime) -> Period | None:
    """The one that holds at a moment."""
    return next((each for each in stretches if each.holds(at)), None)


def not_in_force(register: Register, instrument: Instrument, at: datetime) -> Refusal | None:
    """Why the instrument gives nothing at `at`; None when it is in force."""
    force = force_of(register, instrument)
    if stretch_at(force, at):
        return None
    clause, why = _why(register, instrument, force, at)
    return Refusal(clause, instrument.id, f"{instrument_name(register, instrument)} {why}.")


def _why(
    register: Register, instrument: Instrument, force: Sequence[Period], at: datetime
) -> tuple[Clause, str]:
    period = instrument.period
    if instrument.state in _UNISSUED:
        return Clause.NOT_YET, state_words(instrument.state)
    if period.valid_to is not None and at >= period.valid_to:
        return Clause.EXPIRED, say(
            "đã hết hiệu lực (có hiệu lực %(valid_to)s)", valid_to=end_words(period.valid_to)
        )
    state, since = _state_at(instrument, at)
    if state in _STOPPED and since <= at:
        clause, word = _STOPPED[state]
        return clause, say("%(state)s từ %(since)s", state=say(word), since=moment_words(since))
    replaced_from = _replaced_from(register, instrument)
    if replaced_from is not None and at >= replaced_from[0]:
        return Clause.EXPIRED, say(
            "đã được thay thế bởi %(instrument)s",
            instrument=instrument_name(register, replaced_from[1]),
        )
    begins = min((each.valid_from for each in force if at < each.valid_from), default=None)
    if begins is None:
        return Clause.NOT_YET, say("chưa có hiệu lực vào thời điểm đó")
    return Clause.NOT_YET, say("chỉ có hiệu lực từ %(begins)s", begins=moment_words(begins))


def _replaced_from(
    register: Register, instrument: Instrument
) -> tuple[datetime, Instrument] | None:
    """When an instrument that supersedes this one first came into force, and which."""
    begins = (
        (stretches[0].valid_from, other)
        for other in register.instruments.values()
        if other.supersedes_id == instrument.id and (stretches := _stretches(other))
    )
    return min(begins, key=lambda each: (each[0], each[1].id), default=None)


def _stretches(instrument: Instrument) -> tuple[Period, ...]:
    """In force by its own states and period, whatever supersedes it."""
    states = _states(instrument)
    ends = [since for _, since in states[1:]]
    found = (
        Period(since, until)
        for (state, since), until in zip_longest(states, ends)
        if state is InstrumentState.IN_FORCE
    )
    return _cut(found, instrument.period)


def _state_at(instrument: Instrument, at: datetime) -> tuple[InstrumentState, datetime]:
    """The state at a moment and since when; the first one before all of them."""
    states = _states(instrument)
    return next((each for each in reversed(states) if each[1] <= at), states[0])


def _states(instrument: Instrument) -> list[tuple[InstrumentState, datetime]]:
    """The states, each from its own moment until the next. What was recorded later counts from its
    moment on, and a state that is told twice in a row was corrected.

    What entered the register as stopped already had been in force.
    """
    told: list[tuple[InstrumentState, datetime]] = []
    for state, since in (*instrument.earlier, (instrument.state, instrument.state_since)):
        if told and told[-1][0] is state:
            told.pop()
        told.append((state, since))
    if told[0][0] in _STOPPED:
        told.insert(0, (InstrumentState.IN_FORCE, instrument.period.valid_from))
    states: list[tuple[InstrumentState, datetime]] = []
    for state, since in told:
        states = [each for each in states if each[1] < since]
        if not states or states[-1][0] is not state:
            states.append((state, since))
    return states


def _cut(stretches: Iterable[Period], term: Period) -> tuple[Period, ...]:
    """What of the stretches lies within a term."""
    found = []
    for each in stretches:
        ends = [end for end in (each.valid_to, term.valid_to) if end is not None]
        cut = Period(max(each.valid_from, term.valid_from), min(ends, default=None))
        if cut.valid_to is None or cut.valid_from < cut.valid_to:
            found.append(cut)
    return tuple(found)
