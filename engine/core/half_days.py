"""Absences as people write them: from a day or its afternoon to a day or its morning."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from engine.core.authority.register import Period
from engine.core.terms import begins
from engine.core.vietnamese import LOCAL, format_date
from engine.say import say

NOON = timedelta(hours=12)
AM, PM, DAY = "am", "pm", "day"
"""The part of a day that an absence takes."""


def half_days(first: date, last: date, *, from_noon: bool, to_noon: bool) -> Period:
    """Both days inclusive but for the halves. Raises ValueError with a sentence for one that runs
    backwards or is empty."""
    start = begins(first) + (NOON if from_noon else timedelta())
    end = begins(last) + (NOON if to_noon else timedelta(days=1))
    if end <= start:
        raise ValueError(
            say(
                "Lịch vắng mặt kết thúc (%(last)s) trước khi bắt đầu (%(first)s); hãy xem lại.",
                last=half_words(end, ending=True),
                first=half_words(start, ending=False),
            )
        )
    return Period(start, end)


def half_words(at: datetime, *, ending: bool) -> str:
    """`sáng 09/03/2026`, `hết 10/03/2026`, `chiều 09/03/2026`."""
    local = at.astimezone(LOCAL)
    if local.hour == NOON.seconds // 3600:
        day = format_date(local)
        return say("hết sáng %(day)s", day=day) if ending else say("chiều %(day)s", day=day)
    if ending:
        return say("hết %(day)s", day=format_date(local - timedelta(microseconds=1)))
    return format_date(local)


def away_words(period: Period) -> str:
    """`từ chiều 09/03/2026 đến hết 10/03/2026`."""
    assert period.valid_to is not None
    return say(
        "từ %(first)s đến %(last)s",
        first=half_words(period.valid_from, ending=False),
        last=half_words(period.valid_to, ending=True),
    )


def part_of(period: Period, day: date) -> str | None:
    """Which part of a local day the absence takes: am | pm | day, or None."""
    morning, noon, night = begins(day), begins(day) + NOON, begins(day) + timedelta(days=1)
    ends = period.valid_to or night
    first = period.valid_from < noon and ends > morning
    second = period.valid_from < night and ends > noon
    if first and second:
        return DAY
    return AM if first else PM if second else None
