"""How much office time a step has taken, against the time that the procedure gives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from engine.core.clock import (
    Budget,
    Calendar,
    TimeUnit,
    parse_budget,
    remaining,
    say_budget,
    say_remaining,
)
from engine.core.dossier import Group, Surroundings, Task
from engine.core.move import LedgerEntry
from engine.core.vietnamese import format_number
from engine.questions.words import paused_since
from engine.say import say

_MINUTE = 60_000_000
_OFFICE_MINUTES = {
    TimeUnit.MINUTE: 1,
    TimeUnit.HOUR: 60,
    TimeUnit.WORKING_HOUR: 60,
    TimeUnit.WORKING_DAY: 480,
    TimeUnit.SAME_DAY: 60,
}
_DAY_SECONDS = 24 * 3600

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class StepTimes:
    """What the times of a dossier's steps are measured by."""

    calendar: Calendar
    ledger: Sequence[LedgerEntry]
    groups: dict[str, Group]
    now: datetime

    @classmethod
    def of(cls, around: Surroundings, now: datetime) -> StepTimes:
        return cls(around.calendar, around.ledger, dict(around.groups), now)

    def step(self, task: Task, budget: str | None) -> str | None:
        """ "1,2 / 2 ngày làm việc"; of a step without a norm, nothing."""
        if budget is None:
            return None
        return self._said(parse_budget(budget), [(task.opened_at, task.closed_at or self.now)])

    def group(self, key: str, tasks: Iterable[Task]) -> str | None:
        """The same of steps that share their time; None before the first of them began."""
        found = self.groups.get(key)
        if found is None:
            return None
        spans = [
            (max(t.opened_at, found.started_at), t.closed_at or self.now)
            for t in tasks
            if t.budget_group == key and (t.closed_at or self.now) > found.started_at
        ]
        return self._said(parse_budget(found.budget), spans)

    def late(self, task: Task) -> str | None:
        """ "Quá 2 giờ", of a step that is, or was done, after its time."""
        end = task.closed_at or self.now
        if task.due_at is None or end <= task.due_at:
            return None
        if task.closed_at is None and (stop := self._standing()):
            return paused_since(stop.starts_at)
        return say_remaining(remaining(self.calendar, end, task.due_at))

    def _standing(self) -> LedgerEntry | None:
        return next((e for e in self.ledger if e.ends_at is None), None)

    def _said(self, budget: Budget, spans: Sequence[Span]) -> str:
        used = self._used(budget.unit, _joined(spans))
        number = format_number(float(round(used, 1)))
        if budget.unit is TimeUnit.SAME_DAY:
            return say("%(used)s giờ / trong ngày", used=number)
        return f"{number} / {say_budget(budget)}"

    def _used(self, unit: TimeUnit, spans: Iterable[Span]) -> Fraction:
        """In units of the norm, without the stops of the clock."""
        parts = [part for span in spans for part in self._running(span)]
        if unit is TimeUnit.DAY:
            seconds = sum((end - start).total_seconds() for start, end in parts)
            return Fraction(int(seconds), _DAY_SECONDS)
        spent = sum(self.calendar.position(e) - self.calendar.position(s) for s, e in parts)
        return Fraction(spent, _MINUTE * _OFFICE_MINUTES[unit])

    def _running(self, span: Span) -> Iterable[Span]:
        start, end = span
        for stop in sorted(self.ledger, key=lambda e: e.starts_at):
            if stop.starts_at >= end or (stop.ends_at or self.now) <= start:
                continue
            if stop.starts_at > start:
                yield start, stop.starts_at
            start = max(start, stop.ends_at or self.now)
        if start < end:
            yield start, end


def _joined(spans: Sequence[Span]) -> Sequence[Span]:
    """Side by side counts once."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
