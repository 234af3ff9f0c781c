"""Days and moments as an address or a command carries them."""

from __future__ import annotations

from datetime import date, datetime, time

from engine.core.vietnamese import LOCAL, parse_date
from engine.errors import InvalidAnswers
from engine.say import say

EARLIEST, LATEST = 1900, 9000
"""Years that a question may be about."""


def read_day(name: str, written: str | None) -> date | None:
    """None for an empty field. Raises InvalidAnswers under the field's `name`."""
    if not written or not written.strip():
        return None
    try:
        day = parse_date(written)
    except ValueError as fault:
        raise InvalidAnswers({name: [str(fault)]}) from None
    if not EARLIEST < day.year < LATEST:
        raise InvalidAnswers({name: [say("Hãy ghi một ngày từ năm 1901 đến năm 8999.")]})
    return day


def read_moment(name: str, written: str | None) -> datetime | None:
    """`23/11/2026 09:00`, `2026-11-23T09:00`, a day alone for its beginning; local unless it says
    its zone. None for an empty field. Raises InvalidAnswers under the field's `name`."""
    if not written or not written.strip():
        return None
    text = written.strip()
    try:
        if "/" in text:
            day, _, clock = text.partition(" ")
            hour = time.fromisoformat(clock) if clock else time()
            return datetime.combine(parse_date(day), hour, LOCAL)
        found = datetime.fromisoformat(text)
    except ValueError:
        wrong = say("Hãy ghi thời điểm theo dạng ngày/tháng/năm giờ:phút, ví dụ 23/11/2026 09:00.")
        raise InvalidAnswers({name: [wrong]}) from None
    if not EARLIEST < found.year < LATEST:
        raise InvalidAnswers({name: [say("Hãy ghi một ngày từ năm 1901 đến năm 8999.")]})
    return found if found.tzinfo else found.replace(tzinfo=LOCAL)
