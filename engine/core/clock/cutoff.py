"""From when time counts: office hours, and the hour after which a day is over for intake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import TypeAlias

from engine.core.clock.budget import OFFICE_MINUTES, BudgetFaulty, TimeUnit, parse_budget
from engine.core.clock.calendar import DAY, MINUTE, Calendar, moment, next_midnight, of_day, ticks

_SHORT = (TimeUnit.MINUTE, TimeUnit.HOUR, TimeUnit.WORKING_HOUR)


@dataclass(frozen=True, slots=True)
class BeforeClosing:
    """The last minutes of office time of each day, however long that day is.

    "Hồ sơ tiếp nhận trong 01 giờ cuối của giờ làm việc" counts from the next working day
    (NĐ 297/2025/NĐ-CP Art 6): 60 minutes, so 16:00 on a whole day and 10:30 on a half one.
    """

    minutes: int


Cutoff: TypeAlias = time | BeforeClosing
"""A local time ("nhận sau 15 giờ", provincial decisions), or so long before closing."""


def parse_before_closing(text: str) -> BeforeClosing:
    """The cut-off from a printed duration: "60 phút", "1 giờ". Raises BudgetFaulty."""
    budget = parse_budget(text)
    minutes = budget.value * OFFICE_MINUTES.get(budget.unit, 0)
    if budget.unit not in _SHORT or minutes.denominator != 1:
        raise BudgetFaulty(
            f"Không dùng được “{text}” làm mốc trước giờ đóng cửa; hãy ghi như: 60 phút, 1 giờ."
        )
    return BeforeClosing(minutes.numerator)


def effective_start(
    calendar: Calendar, received_at: datetime, cutoff: Cutoff | None = None
) -> datetime:
    """The moment from which time counts for something received at `received_at` (UTC).

    In office time before the cut-off: that moment. Before opening or in a break: the next
    opening. After closing, on a day of rest, or at or after the cut-off: the opening of the next
    working day. Raises CalendarUnknown.
    """
    return moment(start_of(calendar, ticks(received_at), cutoff))


def start_of(calendar: Calendar, received: int, cutoff: Cutoff | None = None) -> int:
    """`effective_start` in ticks."""
    opening = calendar.opening_from(received)
    if cutoff is None:
        return opening
    midnight = next_midnight(received)
    if opening < midnight and _too_late(calendar, received, cutoff):
        return calendar.opening_from(midnight)
    return opening


def _too_late(calendar: Calendar, received: int, cutoff: Cutoff) -> bool:
    if isinstance(cutoff, time):
        return received >= next_midnight(received) - DAY + of_day(cutoff)
    closing = calendar.closing_from(received)
    left = calendar.position_of(closing) - calendar.position_of(received)
    return left <= cutoff.minutes * MINUTE
