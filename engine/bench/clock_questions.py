"""A plain case as the legal clock wants to be asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from fractions import Fraction
from uuid import UUID

from engine.core.clock import (
    BeforeClosing,
    Budget,
    ClockFacts,
    Cutoff,
    Elapse,
    Extension,
    Step,
    TimeUnit,
    Wait,
)
from engine.core.move import LedgerEntry
from engine.simulate.clock_cases import Case, Span, Term

_BEGINNING = datetime(2024, 12, 31, 17, 0, tzinfo=UTC)
"""Minute 0 of the cases: the first midnight of 2025 in Vietnam."""
_NOBODY = UUID(int=0)


def facts_of(case: Case) -> ClockFacts[str]:
    """The facts of the case, with moments and budgets of the engine."""
    return ClockFacts(
        received_at=_at(case.received),
        cutoff=_cutoff(case),
        statutory=None if case.statutory is None else _budget(case.statutory),
        declared=None if case.declared is None else _budget(case.declared),
        extension=None
        if case.extension is None
        else Extension(_at(case.extension[0]), _at(case.extension[1])),
        stops=tuple(_stops(case.stops)),
        groups={name: _step(entered, term) for name, (entered, term) in case.groups.items()},
        steps={
            name: step if isinstance(step, str) else _step(*step)
            for name, step in case.steps.items()
        },
        waits={name: _wait(*wait) for name, wait in case.waits.items()},
    )


def moment_of(minutes: Fraction) -> datetime:
    """The moment at these minutes of the cases, to the microsecond above."""
    return _BEGINNING + timedelta(microseconds=-int(-minutes * 60_000_000 // 1))


def _at(minutes: int) -> datetime:
    return _BEGINNING + timedelta(minutes=minutes)


def _cutoff(case: Case) -> Cutoff | None:
    if case.cutoff_time is not None:
        return time(*divmod(case.cutoff_time, 60))
    return None if case.cutoff_left is None else BeforeClosing(case.cutoff_left)


def _budget(term: Term) -> Budget:
    return Budget(term.value, TimeUnit(term.unit))


def _step(entered: int, term: Term) -> Step:
    return Step(_at(entered), _budget(term))


def _wait(entered: int, wait: Term | tuple[int, int]) -> Wait:
    if isinstance(wait, Term):
        return Wait(_at(entered), _budget(wait))
    return Wait(_at(entered), Elapse(wait[0], timedelta(minutes=wait[1])))


def _stops(spans: Iterable[Span]) -> Iterable[LedgerEntry]:
    for span in spans:
        ends = None if span.ends is None else _at(span.ends)
        policy = "restart" if span.restarts else "pause"
        yield LedgerEntry(_NOBODY, "supplement", policy, _at(span.starts), ends, "")
