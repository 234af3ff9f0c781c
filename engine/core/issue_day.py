"""By when a signed document must be issued (Nghị định 30/2020/NĐ-CP, Điều 18, khoản 1)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from engine.core.clock import Calendar
from engine.core.numbering import local_day


def last_issue_day(calendar: Calendar, signed_at: datetime) -> date:
    """The day of the signature is the rule, the next working day the latest.

    Raises `engine.core.clock.CalendarUnknown` beyond what the calendar knows.
    """
    last = local_day(signed_at) + timedelta(days=1)
    while not calendar.intervals(last):
        last += timedelta(days=1)
    return last


def issue_is_late(calendar: Calendar, signed_at: datetime, now: datetime) -> bool:
    """Whether that day is over."""
    return local_day(now) > last_issue_day(calendar, signed_at)
