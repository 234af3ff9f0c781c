"""Days as offices write them. A day is stored as the local midnight with which it begins."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from engine.core.register_file.cells import text
from engine.core.register_file.faults import Unfit
from engine.core.vietnamese import LOCAL, fold
from engine.say import say

_DAY = re.compile(r"(?:ngay )?([0-9]{1,2})(?:[-/.]| thang )([0-9]{1,2})(?:[-/.]| nam )([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[t ]00:00(?::00)?(?:\.0+)?)?")


def day(value: object) -> datetime:
    """The local midnight with which a day begins; day before month, always."""
    if isinstance(value, datetime | date):
        at = value.date() if isinstance(value, datetime) else value
        return _midnight(at)
    written = fold(text(value))
    for pattern, order in ((_DAY, (2, 1, 0)), (_ISO, (0, 1, 2))):
        if match := pattern.fullmatch(written):
            parts = [int(part) for part in match.groups()]
            try:
                return _midnight(date(*(parts[place] for place in order)))
            except ValueError:
                raise Unfit(
                    say("không có ngày “%(written)s” trong lịch", written=written),
                    say("hãy sửa lại ngày"),
                ) from None
    raise Unfit(
        say("“%(written)s” không là ngày", written=written[:60]),
        say("hãy ghi dạng ngày/tháng/năm, ví dụ 01/07/2025"),
    )


def _midnight(at: date) -> datetime:
    if not 1900 <= at.year <= 2999:
        raise Unfit(say("năm %(year)s không dùng được", year=at.year), say("hãy sửa lại ngày"))
    return datetime.combine(at, time(), LOCAL)


def last_day(value: object) -> datetime:
    """The end of a day, exclusive: a period is said by its last day."""
    return day(value) + timedelta(days=1)
