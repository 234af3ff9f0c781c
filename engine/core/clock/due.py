"""When a budget is used up: the start that counts, the stops of the clock, the due moment."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from engine.core.clock.budget import OFFICE_MINUTES, Budget, TimeUnit
from engine.core.clock.calendar import Calendar
from engine.core.vietnamese import LOCAL
from engine.errors import TrinhKyError

_MINUTE = 60_000_000
_DAY = 86_400_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class ClockStopped(TrinhKyError):
    """A stop of the clock has not ended: there is no due moment until it does."""


class Suspension(Protocol):
    """A stop of the legal clock; `engine.core.move.LedgerEntry` is one.

    Both policies are found in published texts: `pause` goes on with what is left, `restart`
    counts the whole term again from the end of the stop (NĐ 297/2025/NĐ-CP Art 6).
    """

    @property
    def policy(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime | None: ...


def effective_start(calendar: Calendar, received_at: datetime, cutoff: time | None) -> datetime:
    """The moment from which time counts for something received at `received_at` (UTC).

    In office time before the cut-off: that moment. Before opening or in a break: the next
    opening. After closing, on a day of rest, or at or after the cut-off (local time, "nhận sau
    15 giờ"): the opening of the next working day. Raises CalendarUnknown.
    """
    opening = calendar.next_open(received_at)
    received = received_at.astimezone(LOCAL)
    if (
        cutoff is None
        or received.time() < cutoff
        or opening.astimezone(LOCAL).date() > (received.date())
    ):
        return opening
    midnight = datetime.combine(received.date(), time(), LOCAL) + timedelta(days=1)
    return calendar.next_open(midnight)


def due(
    calendar: Calendar,
    start: datetime,
    budget: Budget,
    suspensions: Iterable[Suspension] = (),
) -> datetime:
    """The moment (UTC) at which `budget`, begun at `start`, is used up.

    `start` is the effective start of a dossier (`effective_start`) or the opening of a step.
    Minutes, hours and working days run in office time, 8 hours to the working day; calendar
    days run around the clock and end at the same local time, moved on to the next office time;
    a number of days that is not whole runs in office time; `same_day` ends with the office day.

    A stop counts from its start to its end; stops may overlap; one that begins when the budget
    is already used up changes nothing. Give the end of a `restart` as an effective start where
    a cut-off applies. Raises ClockStopped while a stop has no end, CalendarUnknown beyond the
    known years.
    """
    if budget.unit is TimeUnit.DAY and budget.value.denominator == 1:
        return _after_calendar_days(calendar, start, budget.value.numerator, suspensions)
    position = calendar.position
    if budget.unit is TimeUnit.SAME_DAY:
        return calendar.moment(
            _run(
                position,
                lambda at: position(calendar.closing(at)) - position(at),
                start,
                suspensions,
            )
        )
    need = math.ceil(budget.value * OFFICE_MINUTES[budget.unit] * _MINUTE)
    if not suspensions:
        return calendar.moment(position(start) + need)
    return calendar.moment(_run(position, lambda _: need, start, suspensions))


def _after_calendar_days(
    calendar: Calendar, start: datetime, days: int, suspensions: Iterable[Suspension]
) -> datetime:
    def in_office(ticks: int) -> int:
        ends = _EPOCH + ticks * _MICROSECOND
        return ticks if calendar.is_open(ends) else _wall(calendar.next_open(ends))

    ticks = _run(_wall, lambda _: days * _DAY, start, suspensions, in_office)
    return _EPOCH + in_office(ticks) * _MICROSECOND


def _wall(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def _run(
    ruler: Callable[[datetime], int],
    need: Callable[[datetime], int],
    start: datetime,
    suspensions: Iterable[Suspension],
    settle: Callable[[int], int] = lambda target: target,
) -> int:
    """Where on `ruler` the need is met, walking the stops in order.

    `settle` moves an end to where it takes effect: a stop that begins before that still counts.
    """
    target = ruler(start) + need(start)
    running_from = counted_from = start
    for stop in sorted(suspensions, key=lambda stop: stop.starts_at):
        if ruler(stop.starts_at) >= settle(target):
            break
        if stop.ends_at is None:
            raise ClockStopped(
                "Thời hạn đang tạm dừng; ngày đến hạn chỉ tính được khi hồ sơ được tiếp tục."
            )
        if stop.policy == "restart" and stop.ends_at > start:
            running_from = max(running_from, stop.ends_at)
            counted_from = max(counted_from, stop.ends_at)
            target = ruler(running_from) + need(counted_from)
        elif stop.ends_at > running_from:
            left = max(0, target - ruler(max(stop.starts_at, running_from)))
            running_from = stop.ends_at
            target = ruler(running_from) + left
    return target
