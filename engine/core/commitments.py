"""When a commitment (điều kiện bảo đảm) is due, and whether it has lapsed. It never blocks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.core.vietnamese import LOCAL

BEFOREHAND = timedelta(days=14)
"""How long before a due day its keepers are reminded first."""


@dataclass(frozen=True, slots=True)
class Due:
    """`next_due` is the first due day nobody answered for; None when there is none any more."""

    next_due: datetime | None
    lapsed: bool
    soon: bool


def due_days(first: datetime, every_months: int, until: datetime | None) -> Iterator[datetime]:
    """Every due day (ends of days, local) before the instrument ends; endless without an end.

    A month that has no such day is due on its last.
    """
    local = first.astimezone(LOCAL)
    count = 0
    while True:
        months = local.month - 1 + count * every_months
        year, month = local.year + months // 12, months % 12 + 1
        if year > 9999:
            return
        day = min(local.day, monthrange(year, month)[1])
        due = local.replace(year=year, month=month, day=day)
        if until is not None and due > until:
            return
        yield due
        if not every_months:
            return
        count += 1


def standing_of(
    first: datetime,
    every_months: int,
    until: datetime | None,
    attested: Iterable[datetime],
    now: datetime,
) -> Due:
    """How a commitment stands at `now`; `attested` are the due days that were answered for."""
    answered = set(attested)
    for due in due_days(first, every_months, until):
        if due not in answered:
            return Due(due, due < now, now <= due <= now + BEFOREHAND)
    return Due(None, lapsed=False, soon=False)


def remind_at(due: datetime, now: datetime) -> datetime | None:
    """The next moment at which its keepers are reminded of a due day: two weeks before, on the day,
    and once when it has passed; None when all of these are over."""
    moments = (due - BEFOREHAND, due - timedelta(days=1), due)
    return next((moment for moment in moments if moment > now), None)
