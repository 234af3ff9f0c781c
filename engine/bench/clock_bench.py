"""`trinhky bench clock`: the legal clock against one that walks minute by minute."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from random import Random
from time import process_time

from engine.bench.clock_questions import facts_of, moment_of
from engine.core.clock import (
    Calendar,
    CalendarUnknown,
    ClockFacts,
    Times,
    extended_due,
    parse_calendar,
    times,
)
from engine.simulate.clock_cases import Case, PlainCalendar, calendars, cases
from engine.simulate.clock_oracle import OffTheEnd, Oracle

BATCH = 1000
"""Cases asked under one calendar and an edit of it."""
_PROCESSES = 2
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Compared:
    """What a number of cases gave; `seconds` are of CPU, and the clock's own."""

    cases: int
    differences: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What the bench tells; `first` shows some of the differences."""

    cases: int
    differences: int
    us_per_case: float
    first: tuple[str, ...]


def bench_clock(number: int, seed: int) -> Measured:
    """Ask both clocks `number` random cases; the same seed asks the same.

    A case is one open dossier with all its times. A third of them is asked under the calendar
    as it was edited afterwards. `us_per_case` is the CPU time of the legal clock alone.
    """
    sizes = [min(BATCH, number - first) for first in range(0, number, BATCH)]
    batches = [(seed * 1_000_003 + place, size) for place, size in enumerate(sizes)]
    with multiprocessing.get_context("spawn").Pool(_PROCESSES) as pool:
        parts = list(pool.imap_unordered(_batch, batches))
    differences = [said for part in parts for said in part.differences]
    return Measured(
        cases=sum(part.cases for part in parts),
        differences=len(differences),
        us_per_case=round(1e6 * sum(part.seconds for part in parts) / number, 1),
        first=tuple(differences[:_SHOWN]),
    )


def _batch(batch: tuple[int, int]) -> Compared:
    return compare(*batch)


def compare(seed: int, number: int) -> Compared:
    """One batch, in this process."""
    random = Random(seed)
    before, after = calendars(random)
    begun, edited = (read_both(plain) for plain in (before, after))
    asked = [
        (edited if place % 3 == 2 else begun, case)
        for place, case in enumerate(cases(random, before, number))
    ]
    told, seconds = _ask_all([(calendar, facts_of(case)) for (calendar, _), case in asked])
    differences = [
        f"seed {seed}, case {place}: {_differing(expected, _named(found))}"
        for place, (((_, oracle), case), found) in enumerate(zip(asked, told, strict=True))
        if (expected := answers(oracle, case)) != _named(found)
    ]
    return Compared(number, tuple(differences), seconds)


def read_both(plain: PlainCalendar) -> tuple[Calendar, Oracle]:
    """The calendar as either clock reads it."""
    return parse_calendar(plain.weekly, plain.days, plain.years), Oracle(plain)


Said = Mapping[str, object] | None
"""Names of times to moments; None when the calendar does not reach so far."""


Told = tuple[Times[str], datetime | None] | None
"""All times, and of an extended term when it is due with the stops since."""


def _ask_all(
    questions: Sequence[tuple[Calendar, ClockFacts[str]]],
) -> tuple[list[Told], float]:
    """All of them in a row, so that nothing but the clock is timed."""
    begun = process_time()
    told = [_ask(calendar, facts) for calendar, facts in questions]
    return told, process_time() - begun


def _ask(calendar: Calendar, facts: ClockFacts[str]) -> Told:
    try:
        held_up = None
        if facts.extension is not None:
            held_up = extended_due(calendar, facts.extension, facts.stops)
        return times(calendar, facts), held_up
    except CalendarUnknown:
        return None


def ask(calendar: Calendar, case: Case) -> Said:
    """What the legal clock says."""
    return _named(_ask(calendar, facts_of(case)))


def _named(told: Told) -> Said:
    if told is None:
        return None
    found, held_up = told
    named = {
        "due": found.due_at,
        "statutory": found.statutory_due_at,
        "apology": found.apology_at,
        **{f"group {name}": at for name, at in found.groups.items()},
        **{f"step {name}": at for name, at in found.steps.items()},
        **{f"wait {name}": at for name, at in found.waits.items()},
    }
    return named if held_up is None else {**named, "held up": held_up}


def answers(oracle: Oracle, case: Case) -> Said:
    """What the oracle says."""
    try:
        told = oracle.answer(case)
    except OffTheEnd:
        return None
    return {name: _moment(at) for name, at in told.items()}


def _moment(minutes: Fraction | None) -> object:
    return None if minutes is None else moment_of(minutes)


def _differing(expected: Said, told: Said) -> str:
    if expected is None or told is None:
        return f"expected {expected}, told {told}"
    names: Iterable[str] = sorted({*expected, *told})
    return "; ".join(
        f"{name} expected {expected.get(name)}, told {told.get(name)}"
        for name in names
        if expected.get(name) != told.get(name)
    )
