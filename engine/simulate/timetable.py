"""When the acts of a scenario happen: in the past, on days that the story means."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from engine.core.clock import Calendar
from engine.core.vietnamese import LOCAL
from engine.errors import TrinhKyError
from engine.simulate.scenario import Scenario

FURTHEST_WEEKS = 60
MARGIN = timedelta(minutes=10)
"""A story ends at least this long before now: its own steps take real seconds, too."""


class NoTimeForIt(TrinhKyError):
    """The calendar knows no stretch of ordinary days long enough for the story."""


def timetable(scenario: Scenario, calendar: Calendar, now: datetime) -> tuple[datetime, ...]:
    """The time of each act (UTC), the latest that fit: all before `now`, and no day between first
    and last that differs from its week-day (no holiday, no working Saturday).

    Raises NoTimeForIt.
    """
    today = now.astimezone(LOCAL).date()
    newest = today - timedelta(days=(today.weekday() - scenario.weekday) % 7)
    for week in range(FURTHEST_WEEKS):
        first = newest - timedelta(weeks=week)
        times = _times(scenario, first)
        if times[-1] < now - MARGIN and _ordinary(calendar, first, times[-1]):
            return times
    raise NoTimeForIt(f"Lịch làm việc không có quãng ngày thường nào đủ cho {scenario.name}.")


def _times(scenario: Scenario, first: date) -> tuple[datetime, ...]:
    at = _at(first, scenario.time)
    times = []
    for number, act in enumerate(scenario.acts):
        if act.at is not None:
            days, _, clock = act.at.rpartition(" ")
            at = _at(_later(at.astimezone(LOCAL).date(), int(days or 0)), clock)
        elif number:
            at += timedelta(minutes=1)
        times.append(at)
    return tuple(times)


def _later(day: date, working_days: int) -> date:
    while working_days:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5
    return day


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), LOCAL)


def _ordinary(calendar: Calendar, first: date, last: datetime) -> bool:
    end = last.astimezone(LOCAL).date() + timedelta(days=1)
    if not {first.year, end.year} <= calendar.years:
        return False
    days = (first + timedelta(days=n) for n in range((end - first).days + 1))
    return all(bool(calendar.intervals(day)) == (day.weekday() < 5) for day in days)
