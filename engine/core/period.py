"""Periods of a report: from the first day to the last one, both included, local days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from engine.core.vietnamese import LOCAL

DAY, WEEK, MONTH, QUARTER, YEAR = "day", "week", "month", "quarter", "year"
_TICK = timedelta(microseconds=1)
LONGEST = timedelta(days=366 * 5)
"""Above it a report is rather a mistyped year."""


@dataclass(frozen=True, slots=True)
class Period:
    """`begins` inclusive, `ends` exclusive, as moments."""

    first: date
    last: date

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(), LOCAL)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.last + timedelta(days=1), time(), LOCAL)

    def judged_at(self, now: datetime) -> datetime:
        """The moment at which what is open is judged: now, or the period's last one, if over."""
        return min(now, self.ends - _TICK)


def period_around(kind: str, day: date) -> Period:
    """The day, week (Monday first), month, quarter or year in which `day` lies.

    Raises ValueError for another kind, OverflowError at the end of time.
    """
    if kind == DAY:
        return Period(day, day)
    if kind == WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=6))
    months = {MONTH: 1, QUARTER: 3, YEAR: 12}.get(kind)
    if months is None:
        raise ValueError(kind)
    begins = (day.month - 1) // months * months + 1
    last = begins + months - 1
    return Period(date(day.year, begins, 1), date(day.year, last, monthrange(day.year, last)[1]))
