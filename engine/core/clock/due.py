"""When a budget is used up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from engine.core.clock.budget import Budget, TimeUnit
from engine.core.clock.calendar import DAY, Calendar, moment, ticks
from engine.core.clock.stops import Stop, Suspension, in_order, run


def due(
    calendar: Calendar,
    start: datetime,
    budget: Budget,
    suspensions: Iterable[Suspension] = (),
) -> datetime:
    """The moment (UTC) at which `budget`, begun at `start`, is used up.

    `start` is the effective start of a dossier (`effective_start`) or the opening of a step.
    Minutes, hours and working days run in office time, 8 hours to the working day; calendar
    days run around the clock and end at the same local time, moved on to the next office time,
    which is never later than Bộ luật Dân sự 91/2015/QH13 Art 148(5) has it (the end of that
    working day); a number of days that is not whole runs in office time; `same_day` ends with the
    office day.

    A stop counts from its start to its end; stops may overlap; one that begins when the budget
    is already used up changes nothing. Give the end of a `restart` as an effective start where
    a cut-off applies. Raises ClockStopped while a stop has no end, CalendarUnknown beyond the
    known years.
    """
    return moment(end_of(calendar, ticks(start), budget, in_order(suspensions)))


def end_of(calendar: Calendar, begin: int, budget: Budget, stops: list[Stop]) -> int:
    """`due` in ticks."""
    unit = budget.unit
    if unit is TimeUnit.DAY and budget.value.denominator == 1:
        return _after_calendar_days(calendar, begin, budget.value.numerator * DAY, stops)
    position = calendar.position_of
    if unit is TimeUnit.SAME_DAY:
        return calendar.ticks_at(run(position, lambda at: _rest_of_day(calendar, at), begin, stops))
    need = budget.office_ticks
    return calendar.ticks_at(run(position, lambda _: need, begin, stops))


def _rest_of_day(calendar: Calendar, at: int) -> int:
    return calendar.position_of(calendar.closing_from(at)) - calendar.position_of(at)


def _after_calendar_days(calendar: Calendar, begin: int, days: int, stops: list[Stop]) -> int:
    def in_office(at: int) -> int:
        return at if calendar.is_open_at(at) else calendar.opening_from(at)

    return in_office(run(lambda at: at, lambda _: days, begin, stops, in_office))
