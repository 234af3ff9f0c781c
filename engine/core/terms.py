"""Terms as people write them, from a day to a day inclusive."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from engine.core.authority.register import Period
from engine.core.vietnamese import LOCAL, format_date
from engine.say import say


def begins(day: date) -> datetime:
    """The first moment of a local day."""
    return datetime.combine(day, time(), LOCAL)


def term(first: date, last: date | None) -> Period:
    """Both days inclusive. Raises ValueError with a sentence when they run backwards."""
    if last is not None and last < first:
        raise ValueError(
            say(
                "Ngày kết thúc %(last)s đứng trước ngày bắt đầu %(first)s; hãy sửa một trong hai.",
                last=format_date(last),
                first=format_date(first),
            )
        )
    return Period(begins(first), None if last is None else begins(last + timedelta(days=1)))


def covers(outer: Period, inner: Period) -> bool:
    """Whether `inner` lies wholly within `outer`."""
    if inner.valid_from < outer.valid_from:
        return False
    if outer.valid_to is None:
        return True
    return inner.valid_to is not None and inner.valid_to <= outer.valid_to


def last_day(valid_to: datetime) -> date:
    """The last day of a term that ends, exclusive, at `valid_to`: of one that ends in the middle
    of a day, that day."""
    return (valid_to - timedelta(microseconds=1)).astimezone(LOCAL).date()


def term_words(period: Period) -> str:
    """`từ 01/07/2025 đến hết 30/06/2026`, `từ 01/07/2025`."""
    first = format_date(period.valid_from)
    if period.valid_to is None:
        return say("từ %(first)s, chưa có ngày kết thúc", first=first)
    return say(
        "từ %(first)s đến hết %(last)s", first=first, last=format_date(last_day(period.valid_to))
    )


def overlap(one: Period, other: Period) -> bool:
    """Whether the two have a moment in common; an empty period has none with anybody."""
    begin = max(one.valid_from, other.valid_from)
    return all(p.valid_to is None or begin < p.valid_to for p in (one, other))
