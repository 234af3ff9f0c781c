"""The legal clock again, deliberately stupid: it walks minute by minute and counts.

Shares no code with `engine.core.clock`: weeks and holidays are tables of minutes here. Starts,
budgets and stops have to be whole minutes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.engine.core.clock.offices import HANOI, Stop

_MINUTE = timedelta(minutes=1)


@dataclass
class Walk:
    """One walk. `hours` maps a date, or a weekday number, to the office minutes of that day."""

    hours: Mapping[object, frozenset[int]]
    start: datetime
    stops: Sequence[Stop]

    def minutes_of(self, moment: datetime) -> frozenset[int]:
        day = moment.date()
        return self.hours.get(day, self.hours.get(day.weekday(), frozenset()))

    def works(self, moment: datetime) -> bool:
        """Whether the minute that begins here is office time."""
        return moment.hour * 60 + moment.minute in self.minutes_of(moment)

    def stopped(self, moment: datetime) -> bool:
        return any(s.starts_at <= moment < s.ends_at for s in self.stops if s.ends_at)

    def restarts(self, moment: datetime) -> bool:
        return moment > self.start and any(
            s.policy == "restart" and s.ends_at == moment for s in self.stops
        )

    def office(self, need: int) -> datetime:
        """When so many office minutes have been worked."""
        now, worked = self.start.astimezone(HANOI), 0
        while True:
            if self.restarts(now):
                worked = 0
            if self.works(now) and not self.stopped(now):
                worked += 1
                if worked == need:
                    return now + _MINUTE
            now += _MINUTE

    def same_day(self) -> datetime:
        """When the minutes that the (next) office day still has at the start have been worked."""
        now = self.start.astimezone(HANOI)
        need, worked = self._rest_of_day(now), 0
        while True:
            if self.restarts(now):
                need, worked = self._rest_of_day(now), 0
            if self.works(now) and not self.stopped(now):
                worked += 1
                if worked == need:
                    return now + _MINUTE
            now += _MINUTE

    def calendar_days(self, days: int) -> datetime:
        """When so many times 24 hours have run, and the office is open or just closing."""
        now, ran = self.start.astimezone(HANOI), 0
        while True:
            if self.restarts(now):
                ran = 0
            if ran >= days * 1440 and self._takes(now) and not self._held(now):
                return now
            if not self.stopped(now):
                ran += 1
            now += _MINUTE

    def _takes(self, now: datetime) -> bool:
        return self.works(now) or self.works(now - _MINUTE)

    def _held(self, now: datetime) -> bool:
        return any(s.starts_at < now < s.ends_at for s in self.stops if s.ends_at)

    def _rest_of_day(self, now: datetime) -> int:
        while True:
            minute = now.hour * 60 + now.minute
            if rest := [m for m in self.minutes_of(now) if m >= minute]:
                return len(rest)
            now = (now + timedelta(days=1)).replace(hour=0, minute=0)
