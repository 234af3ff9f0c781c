"""Working calendars named for their oddity, and moments written as Vietnamese clocks show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from engine.core.clock import Calendar, parse_calendar

HANOI = timezone(timedelta(hours=7))

_EIGHT_HOURS = [["08:00", "12:00"], ["13:00", "17:00"]]
_WEEKDAYS = {str(day): _EIGHT_HOURS for day in range(1, 6)}


def plain() -> Calendar:
    """Monday to Friday, eight hours, no holiday."""
    return parse_calendar(_WEEKDAYS, {}, [2026, 2027])


def odd() -> Calendar:
    """A half Saturday, the new holiday of 24/11, a swapped Saturday, Tết, one short Friday."""
    tet: dict[str, list[list[str]]] = {f"2026-02-{day}": [] for day in range(16, 21)}
    return parse_calendar(
        {**_WEEKDAYS, "6": [["07:30", "11:30"]]},
        {
            **tet,
            "2026-11-24": [],
            "2026-11-28": _EIGHT_HOURS,
            "2026-11-27": [["08:00", "10:15"], ["10:30", "11:00"], ["16:59", "17:00"]],
        },
        [2026, 2027],
    )


def at(text: str) -> datetime:
    """A moment from local words, in UTC: `at("2026-11-23 10:15")`."""
    return datetime.fromisoformat(text).replace(tzinfo=HANOI).astimezone(UTC)


def said(moment: datetime) -> str:
    """The inverse of `at`, to the minute."""
    return moment.astimezone(HANOI).strftime("%Y-%m-%d %H:%M")


@dataclass(frozen=True)
class Stop:
    """A stop of the clock, as the ledger has it."""

    policy: str
    starts_at: datetime
    ends_at: datetime | None
