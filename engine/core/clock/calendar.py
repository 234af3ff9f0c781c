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

MINUTE = 60_000_000
DAY = 1440 * MINUTE
"""In ticks, which are microseconds."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_AHEAD = 7 * 60 * MINUTE
"""Local time is so far ahead of UTC, all the year."""
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
    _first: int = field(init=False, repr=False, compare=False)
    _end: int = field(init=False, repr=False, compare=False)
    """Midnights before and after the known years."""

    def __post_init__(self) -> None:
        _refuse_contradictions(self)
        opens, closes, before = _lay_out(self)
        object.__setattr__(self, "_opens", opens)
        object.__setattr__(self, "_closes", closes)
        object.__setattr__(self, "_before", before)
        object.__setattr__(self, "_first", _midnight(date(min(self.years), 1, 1)))
        object.__setattr__(self, "_end", _midnight(date(max(self.years), 12, 31)) + DAY)

    @property
    def beginning(self) -> datetime:
        """The first local midnight (UTC) of the known years."""
        return moment(self._first)

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
        return self.position_of(ticks(at))

    def moment(self, position: int) -> datetime:
        """The earliest moment (UTC) at which so much office time has passed.

        The inverse of `position`: it never lies just before an opening when it can lie at the
        closing before. Raises CalendarUnknown past the last known year.
        """
        return moment(self.ticks_at(position))

    def is_open(self, at: datetime) -> bool:
        """Whether `at` lies in office time, the closing minute's very end included."""
        return self.is_open_at(ticks(at))

    def next_open(self, at: datetime) -> datetime:
        """`at` itself when the office is open and not just closing, else its next opening (UTC)."""
        return moment(self.opening_from(ticks(at)))

    def closing(self, at: datetime) -> datetime:
        """The last closing (UTC) of the first working day that is not over at `at`."""
        return moment(self.closing_from(ticks(at)))

    def position_of(self, at: int) -> int:
        """`position` of ticks; the following, too, are the same in ticks."""
        place = bisect_right(self._opens, self._known(at)) - 1
        if place < 0:
            return 0
        return self._before[place] + min(at, self._closes[place]) - self._opens[place]

    def ticks_at(self, position: int) -> int:
        place = bisect_left(self._before, position) - 1
        if place >= len(self._opens):
            raise _unknown(date(max(self.years) + 1, 1, 1))
        place = max(place, 0)
        return self._opens[place] + position - self._before[place]

    def is_open_at(self, at: int) -> bool:
        place = bisect_right(self._opens, self._known(at)) - 1
        return place >= 0 and at <= self._closes[place]

    def opening_from(self, at: int) -> int:
        place = bisect_right(self._opens, self._known(at))
        if place and at < self._closes[place - 1]:
            return at
        if place == len(self._opens):
            raise _unknown(date(max(self.years) + 1, 1, 1))
        return self._opens[place]

    def closing_from(self, at: int) -> int:
        place = bisect_left(self._opens, next_midnight(self.opening_from(at))) - 1
        return self._closes[place]

    def _known(self, at: int) -> int:
        if not self._first <= at < self._end:
            raise _unknown(moment(at).astimezone(LOCAL).date())
        return at


def ticks(at: datetime) -> int:
    """A moment as the clock counts it: microseconds since 1970."""
    if at.tzinfo is None:
        raise ValueError("the clock takes aware moments only")
    return (at - _EPOCH) // _MICROSECOND


def moment(at: int) -> datetime:
    """The inverse of `ticks` (UTC)."""
    return _EPOCH + timedelta(microseconds=at)


def next_midnight(at: int) -> int:
    """The end of the local day in which these ticks lie."""
    return at + DAY - (at + _AHEAD) % DAY


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
        midnight = _midnight(day)
        for opening, closing in calendar.intervals(day):
            opens.append(midnight + of_day(opening))
            closes.append(midnight + of_day(closing))
            before.append(before[-1] + closes[-1] - opens[-1])
        day += timedelta(days=1)
    if not opens:
        raise CalendarFaulty("Lịch làm việc không có giờ làm việc nào.")
    return tuple(opens), tuple(closes), tuple(before)


def _midnight(day: date) -> int:
    return ticks(datetime.combine(day, time(), LOCAL))


def of_day(at: time) -> int:
    """A local time of day, in ticks since midnight."""
    return ((at.hour * 60 + at.minute) * 60 + at.second) * 1_000_000 + at.microsecond


def _unknown(day: date) -> CalendarUnknown:
    return CalendarUnknown(
        f"Lịch làm việc chưa có năm {day.year} (hỏi đến ngày {format_date(day)}); "
        "hãy nhập lịch năm đó khi có thông báo nghỉ lễ."
    )
