"""When the acts of a scenario happen: in the past, on days that the story means."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from engine.core.clock import Calendar, CalendarUnknown
from engine.core.vietnamese import LOCAL
from engine.errors import TrinhKyError
from engine.simulate import demo_city as city
from engine.simulate.told import ActTold, Scenario

MARGIN = timedelta(minutes=10)
"""A story ends at least this long before now: its own steps take real seconds, too."""


class NoTimeForIt(TrinhKyError):
    """The calendar knows no stretch of days long enough for the story."""


def timetable(scenario: Scenario, calendar: Calendar, now: datetime) -> tuple[datetime, ...]:
    """The time of each act, the latest that fit before `now`, not earlier than the demonstration.

    Days without a holiday or working Saturday between first and last are taken where there are
    such; a story of months has none, and counts working days by `calendar`. Raises NoTimeForIt.
    """
    today = now.astimezone(LOCAL).date()
    first = today - timedelta(days=(today.weekday() - scenario.weekday) % 7)
    latest = None
    while first > city.BEGINNING.date():
        times = _times(scenario, calendar, first)
        if times is not None and times[-1] < now - MARGIN:
            if _ordinary(calendar, first, times[-1]):
                return times
            latest = latest or times
        first -= timedelta(weeks=1)
    if latest is None:
        raise NoTimeForIt(f"Lịch làm việc không có quãng ngày nào đủ cho {scenario.name}.")
    return latest


def moment_told(at: str, since: datetime, calendar: Calendar, *, may_rest: bool) -> datetime:
    """What `at` of an act means after `since`; `may_rest` leaves a calendar day where it falls.

    Raises `clock.CalendarUnknown`.
    """
    days, _, clock = at.rpartition(" ")
    day = since.astimezone(LOCAL).date()
    if days.endswith("d"):
        day += timedelta(days=int(days[:-1]))
        if not may_rest and not calendar.intervals(day):
            day = working_day_after(calendar, day, 1)
    else:
        day = working_day_after(calendar, day, int(days or 0))
    return datetime.combine(day, time.fromisoformat(clock), LOCAL)


def working_day_after(calendar: Calendar, day: date, working_days: int) -> date:
    """The day so many working days later. Raises `clock.CalendarUnknown`."""
    while working_days:
        day += timedelta(days=1)
        working_days -= bool(calendar.intervals(day))
    return day


def _times(scenario: Scenario, calendar: Calendar, first: date) -> tuple[datetime, ...] | None:
    """None when the first day is a day of rest, or the story runs beyond the known years."""
    try:
        if not calendar.intervals(first):
            return None
        at = datetime.combine(first, time.fromisoformat(scenario.time), LOCAL)
        times = []
        for number, act in enumerate(scenario.acts):
            if number:
                at = _next(act, at, calendar)
            elif act.at is not None:
                at = moment_told(act.at, at, calendar, may_rest=False)
            times.append(at)
    except CalendarUnknown:
        return None
    return tuple(times)


def _next(act: ActTold, before: datetime, calendar: Calendar) -> datetime:
    if act.at is None:
        return before + timedelta(minutes=1)
    return moment_told(act.at, before, calendar, may_rest=act.do == "clock")


def _ordinary(calendar: Calendar, first: date, last: datetime) -> bool:
    every = (first + timedelta(days=n) for n in range((last.date() - first).days + 1))
    return all(bool(calendar.intervals(day)) == (day.weekday() < 5) for day in every)
