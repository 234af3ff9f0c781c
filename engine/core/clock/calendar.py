"""When an office works: the week, the exceptional days, and the years that are decided.

Holidays and swapped days are announced year by year (Bộ luật Lao động 45/2019/QH14 Art 112;
yearly notices such as 9441/TB-BNV for 2026), so the calendar is data, and a year without its
notice is unknown: asking about it is an error, never a guess.

*Office time* is one long ruler: the office intervals of all known years laid end to end, in
microseconds. `position` reads a moment off the ruler, `moment` finds the way back; all sums of
the clock are done on it, by bisection.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from engine.core.vietnamese import LOCAL, format_date
from engine.errors import TrinhKyError

#: Opening and closing of one stretch of office time, local.
Interval = tuple[time, time]

_EPOCH = datetime(1970, 1, 1, tzinfo=LOCAL)
_MICROSECOND = timedelta(microseconds=1)
WEEKDAY_NAMES = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class CalendarUnknown(TrinhKyError):
    """The clock was asked about a day of a year whose working days are not decided yet."""


class CalendarFaulty(TrinhKyError):
    """A calendar that contradicts itself or cannot be read."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working calendar of one unit.

    `weekly` has seven entries, Monday first, each the office intervals of that weekday in
    order. `days` overrides single days: empty for a holiday, intervals for a working Saturday
    or a half day. `years` are the years that are decided, without a gap.

    Build it once and keep it: making one lays out its office time (a few milliseconds).
    """

    weekly: tuple[tuple[Interval, ...], ...]
    days: Mapping[date, tuple[Interval, ...]]
    years: frozenset[int]
    _opens: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _closes: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _before: tuple[int, ...] = field(init=False, repr=False, compare=False)
    """Office time before each opening; one entry more than openings, the last the total."""

    def __post_init__(self) -> None:
        _refuse_contradictions(self)
        opens, closes, before = _lay_out(self)
        object.__setattr__(self, "_opens", opens)
        object.__setattr__(self, "_closes", closes)
        object.__setattr__(self, "_before", before)

    def intervals(self, day: date) -> tuple[Interval, ...]:
        """The office intervals of a local day. Raises CalendarUnknown."""
        if day.year not in self.years:
            raise _unknown(day)
        exceptional = self.days.get(day)
        return self.weekly[day.weekday()] if exceptional is None else exceptional

    def position(self, at: datetime) -> int:
        """Office time before `at`, in microseconds from the first known day.

        Raises CalendarUnknown outside the known years.
        """
        return self._position(self._ticks(at))

    def moment(self, position: int) -> datetime:
        """The earliest moment (UTC) at which so much office time has passed.

        The inverse of `position`: it never lies just before an opening when it can lie at the
        closing before. Raises CalendarUnknown past the last known year.
        """
        at = bisect_left(self._before, position) - 1
        if at >= len(self._opens):
            raise _unknown(date(max(self.years) + 1, 1, 1))
        at = max(at, 0)
        return _moment(self._opens[at] + position - self._before[at])

    def is_open(self, at: datetime) -> bool:
        """Whether `at` lies in office time, the closing minute's very end included."""
        ticks = self._ticks(at)
        place = bisect_right(self._opens, ticks) - 1
        return place >= 0 and ticks <= self._closes[place]

    def next_open(self, at: datetime) -> datetime:
        """`at` itself when the office is open and not just closing, else its next opening (UTC)."""
        ticks = self._ticks(at)
        place = bisect_right(self._opens, ticks) - 1
        if place >= 0 and ticks < self._closes[place]:
            return at.astimezone(UTC)
        if place + 1 >= len(self._opens):
            raise _unknown(date(max(self.years) + 1, 1, 1))
        return _moment(self._opens[place + 1])

    def closing(self, at: datetime) -> datetime:
        """The last closing (UTC) of the first working day that is not over at `at`."""
        opening = self.next_open(at)
        last = self.intervals(opening.astimezone(LOCAL).date())[-1][1]
        return datetime.combine(opening.astimezone(LOCAL).date(), last, LOCAL).astimezone(UTC)

    def _ticks(self, at: datetime) -> int:
        if at.tzinfo is None:
            raise ValueError("the clock takes aware moments only")
        local = at.astimezone(LOCAL)
        if local.year not in self.years:
            raise _unknown(local.date())
        return (local - _EPOCH) // _MICROSECOND

    def _position(self, ticks: int) -> int:
        place = bisect_right(self._opens, ticks) - 1
        if place < 0:
            return 0
        return self._before[place] + min(ticks, self._closes[place]) - self._opens[place]


def _refuse_contradictions(calendar: Calendar) -> None:
    if len(calendar.weekly) != 7:
        raise CalendarFaulty("Lịch làm việc phải có đủ bảy ngày trong tuần.")
    years = calendar.years
    if not years or len(years) != max(years) - min(years) + 1:
        raise CalendarFaulty("Các năm của lịch làm việc phải liền nhau và có ít nhất một năm.")
    named = [*zip(WEEKDAY_NAMES, calendar.weekly, strict=True)]
    named += [(format_date(day), intervals) for day, intervals in calendar.days.items()]
    for name, intervals in named:
        bounds = [bound for interval in intervals for bound in interval]
        if any(a >= b for a, b in pairwise(bounds)):
            raise CalendarFaulty(
                f"Giờ làm việc của {name} chồng nhau hoặc ngược: "
                "mỗi buổi phải mở trước khi đóng và sau buổi trước."
            )


def _lay_out(calendar: Calendar) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    opens: list[int] = []
    closes: list[int] = []
    before = [0]
    day, last = date(min(calendar.years), 1, 1), date(max(calendar.years), 12, 31)
    while day <= last:
        midnight = (datetime.combine(day, time(), LOCAL) - _EPOCH) // _MICROSECOND
        for opening, closing in calendar.intervals(day):
            opens.append(midnight + _of_day(opening))
            closes.append(midnight + _of_day(closing))
            before.append(before[-1] + closes[-1] - opens[-1])
        day += timedelta(days=1)
    if not opens:
        raise CalendarFaulty("Lịch làm việc không có giờ làm việc nào.")
    return tuple(opens), tuple(closes), tuple(before)


def _of_day(at: time) -> int:
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond


def _moment(ticks: int) -> datetime:
    return (_EPOCH + timedelta(microseconds=ticks)).astimezone(UTC)


def _unknown(day: date) -> CalendarUnknown:
    return CalendarUnknown(
        f"Lịch làm việc chưa có năm {day.year} (hỏi đến ngày {format_date(day)}); "
        "hãy nhập lịch năm đó khi có thông báo nghỉ lễ."
    )
