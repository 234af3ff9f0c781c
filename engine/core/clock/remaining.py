"""What is left of a term, and how it is said to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.core.clock.calendar import Calendar
from engine.say import say

_MINUTE = 60_000_000


@dataclass(frozen=True, slots=True)
class Remaining:
    """Whole minutes of office time until the due moment, or since it when `overdue`."""

    minutes: int
    overdue: bool


def remaining(calendar: Calendar, now: datetime, due: datetime) -> Remaining:
    """Office time between `now` and `due`, rounded down. At the due moment nothing is overdue.

    Raises CalendarUnknown when either lies outside the known years.
    """
    between = calendar.position(due) - calendar.position(now)
    return Remaining(minutes=abs(between) // _MINUTE, overdue=now > due)


def say_remaining(left: Remaining) -> str:
    """As pages say it: "Còn 1 ngày làm việc 3 giờ", "Còn 45 phút", "Quá 2 giờ".

    A working day is 8 office hours. Minutes are left out once days are named.
    """
    days, rest = divmod(left.minutes, 480)
    hours, minutes = divmod(rest, 60)
    parts = [
        _days(days) if days else "",
        _hours(hours) if hours else "",
        _minutes(minutes) if minutes and not days else "",
    ]
    said = " ".join(part for part in parts if part)
    if not said:
        return say("Vừa quá hạn") if left.overdue else say("Đến hạn")
    return say("Quá %(time)s", time=said) if left.overdue else say("Còn %(time)s", time=said)


# One of a kind is a text of its own: other languages know a plural.
def _days(count: int) -> str:
    return say("1 ngày làm việc") if count == 1 else say("%(count)s ngày làm việc", count=count)


def _hours(count: int) -> str:
    return say("1 giờ") if count == 1 else say("%(count)s giờ", count=count)


def _minutes(count: int) -> str:
    return say("1 phút") if count == 1 else say("%(count)s phút", count=count)
