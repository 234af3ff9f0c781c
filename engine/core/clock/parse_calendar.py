"""From the stored shape of a calendar, plain JSON, to a `Calendar`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time

from engine.core.clock.calendar import WEEKDAY_NAMES, Calendar, CalendarFaulty, Interval

_WEEKDAYS = ("1", "2", "3", "4", "5", "6", "7")
_CLOCK_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")


def parse_calendar(
    weekly: Mapping[str, Sequence[Sequence[str]]],
    days: Mapping[str, Sequence[Sequence[str]]],
    years: Iterable[int],
) -> Calendar:
    """A calendar from its stored shape.

    `weekly` maps ISO weekdays ("1" = Monday) to intervals such as `[["07:30", "11:30"],
    ["13:00", "17:00"]]` (a missing weekday is a day of rest), `days` maps ISO dates to the
    same. Raises CalendarFaulty with a Vietnamese sentence naming the day.
    """
    if unknown := set(weekly) - set(_WEEKDAYS):
        raise CalendarFaulty(
            f"Lịch làm việc có thứ không đọc được: {', '.join(sorted(unknown))}; "
            "hãy ghi 1 (thứ Hai) đến 7 (Chủ nhật)."
        )
    return Calendar(
        weekly=tuple(
            _intervals(spoken, weekly.get(key, ()))
            for key, spoken in zip(_WEEKDAYS, WEEKDAY_NAMES, strict=True)
        ),
        days={_day(text): _intervals(text, pairs) for text, pairs in days.items()},
        years=frozenset(years),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CalendarFaulty(
            f"Lịch làm việc có ngày không đọc được: “{text}”; hãy ghi dạng 2026-11-24."
        ) from None


def _intervals(day: str, pairs: Sequence[Sequence[str]]) -> tuple[Interval, ...]:
    try:
        return tuple((_clock_time(opening), _clock_time(closing)) for opening, closing in pairs)
    except ValueError:
        raise CalendarFaulty(
            f'Giờ làm việc của {day} không đọc được; hãy ghi từng buổi dạng ["07:30", "11:30"].'
        ) from None


def _clock_time(text: str) -> time:
    if not _CLOCK_TIME.fullmatch(text):
        raise ValueError(text)
    return time.fromisoformat(text)
