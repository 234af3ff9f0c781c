"""Random questions for the legal clock, as plain data that two clocks can be asked.

Times are minutes since the first local midnight of the calendar's first year. The same seed makes
the same cases.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from random import Random

_DAY = 1440
_FIRST = 2025
_YEARS = (2025, 2026, 2027)
_LAST = 1095 * _DAY - 1
"""The last minute of them."""
_WHOLE = [["08:00", "12:00"], ["13:30", "17:30"]]
_HOURS = (
    _WHOLE,
    [["07:30", "11:30"], ["13:00", "17:00"]],
    [["07:00", "11:30"], ["13:30", "17:00"]],
    [["08:00", "17:00"]],
    [["08:00", "10:15"], ["10:30", "11:00"], ["16:59", "17:00"]],
)
_HOURLY = (480, 450, 420, 690, 720, 780, 810, 1020, 1050)
_HALF = ([["07:30", "11:30"]], [["08:00", "12:00"]], [["13:30", "15:00"]])
#: Public holidays and swaps as they were announced, or as the law has them.
_TET = ("2025-01-27", 5), ("2026-02-16", 5), ("2027-02-04", 7)
_SINGLE = ("2025-04-30", "2025-05-01", "2025-05-02", "2025-09-01", "2025-09-02", "2026-01-01",
           "2026-01-02", "2026-04-27", "2026-04-30", "2026-05-01", "2026-08-31", "2026-09-01",
           "2026-09-02", "2026-11-24", "2027-01-01", "2027-11-24")  # fmt: skip
_WORKED = ("2025-04-26", "2026-01-10", "2026-08-22")


@dataclass(frozen=True)
class PlainCalendar:
    """A calendar in the shape in which it is stored."""

    weekly: Mapping[str, list[list[str]]]
    days: Mapping[str, list[list[str]]]
    years: tuple[int, ...]


@dataclass(frozen=True)
class Term:
    """A duration: `unit` by its stored word."""

    value: Fraction
    unit: str


@dataclass(frozen=True)
class Span:
    """A stop of the clock; `ends` is None while it lasts."""

    restarts: bool
    starts: int
    ends: int | None


@dataclass(frozen=True)
class Case:
    """An open dossier: everything that its times follow from."""

    received: int
    cutoff_time: int | None = None
    """Minute of the day."""
    cutoff_left: int | None = None
    """So many minutes of office time before closing."""
    statutory: Term | None = None
    declared: Term | None = None
    extension: tuple[int, int] | None = None
    """Granted, promised."""
    stops: tuple[Span, ...] = ()
    groups: Mapping[str, tuple[int, Term]] = field(default_factory=dict)
    steps: Mapping[str, tuple[int, Term] | str] = field(default_factory=dict)
    """Entered and budget; a text is the group whose time it shares."""
    waits: Mapping[str, tuple[int, Term | tuple[int, int]]] = field(default_factory=dict)
    """Entered, and a budget or months and minutes around the clock."""


def calendars(random: Random) -> tuple[PlainCalendar, PlainCalendar]:
    """A calendar, and what an edit made of it."""
    made = _calendar(random)
    return made, _edited(random, made)


def cases(random: Random, calendar: PlainCalendar, number: int) -> Iterator[Case]:
    """So many cases whose times lie, but for a few, within the calendar's years."""
    for _ in range(number):
        yield _case(random, calendar)


def _calendar(random: Random) -> PlainCalendar:
    hours = random.choice(_HOURS)
    weekly = dict.fromkeys(("1", "2", "3", "4", "5"), hours)
    if random.random() < 0.4:
        weekly["6"] = random.choice((*_HALF, hours))
    if random.random() < 0.2:
        weekly[str(random.randint(1, 5))] = random.choice(_HALF)
    days: dict[str, list[list[str]]] = {day: [] for day in _SINGLE}
    for first, length in _TET:
        begins = dt.date.fromisoformat(first)
        for n in range(length):
            days[(begins + dt.timedelta(days=n)).isoformat()] = []
    for saturday in _WORKED:
        days[saturday] = hours
    for _ in range(random.randint(0, 12)):
        days[_day(random)] = random.choice(([], *_HALF, hours))
    return PlainCalendar(weekly, days, _YEARS)


def _edited(random: Random, calendar: PlainCalendar) -> PlainCalendar:
    """A holiday more or less, a swap, a half day, other hours for a weekday."""
    days = dict(calendar.days)
    for _ in range(random.randint(1, 20)):
        day = random.choice((_day(random), random.choice(sorted(days))))
        if random.random() < 0.3:
            days.pop(day, None)
        else:
            days[day] = random.choice(([], *_HALF, _WHOLE))
    weekly = dict(calendar.weekly)
    if random.random() < 0.3:
        weekly[str(random.randint(1, 6))] = random.choice((*_HALF, _WHOLE))
    return replace(calendar, weekly=weekly, days=days)


def _day(random: Random) -> str:
    return (dt.date(_FIRST, 1, 1) + dt.timedelta(days=random.randint(0, 1094))).isoformat()


def _case(random: Random, calendar: PlainCalendar) -> Case:
    late = random.random() < 0.01
    received = _moment(
        random, calendar, random.randint(1060, 1094) if late else random.randint(20, 800)
    )
    number = random.choice((0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 4)) if not late else 0
    groups = {
        name: (_later(random, received, 10), _term(random))
        for name in random.choice(((), (), ("a",), ("a", "b")))
    }
    return Case(
        received=received,
        **_cutoff(random),
        statutory=_term(random) if random.random() < 0.85 else None,
        declared=_term(random) if random.random() < 0.35 else None,
        extension=_extension(random, received) if random.random() < 0.12 else None,
        stops=tuple(_stop(random, received) for _ in range(number)),
        groups=groups,
        steps=_steps(random, received, groups),
        waits=_waits(random, received) if random.random() < 0.4 else {},
    )


def _cutoff(random: Random) -> dict[str, int | None]:
    kind = random.random()
    if kind < 0.35:
        return {"cutoff_time": random.choice((900, 960, 690, random.randint(400, 1100)))}
    if kind < 0.7:
        return {"cutoff_left": random.choice((60, 60, 30, 120, random.randint(1, 500)))}
    return {}


def _term(random: Random) -> Term:
    unit = random.choice(
        ("minute", "hour", "working_hour", "day", "day", "working_day", "working_day", "same_day")
    )
    if unit == "same_day":
        return Term(Fraction(1), unit)
    most = {"minute": 1500, "hour": 60, "working_hour": 60, "day": 30, "working_day": 25}[unit]
    over = random.choice((1, 1, 1, 2, 4, 3, 7)) if unit != "minute" else 1
    return Term(Fraction(random.randint(1, most), over), unit)


def _stop(random: Random, received: int) -> Span:
    starts = _later(random, received - 3 * _DAY, 40)
    length = random.choice((0, random.randint(1, 600), random.randint(1, 25 * _DAY)))
    ends = None if random.random() < 0.06 else starts + length
    return Span(random.random() < 0.4, starts, ends)


def _extension(random: Random, received: int) -> tuple[int, int]:
    granted = _later(random, received, 30)
    return granted, granted + random.randint(1, 20 * _DAY)


def _steps(
    random: Random, received: int, groups: Mapping[str, object]
) -> Mapping[str, tuple[int, Term] | str]:
    steps: dict[str, tuple[int, Term] | str] = {}
    for name in random.choice(((), ("x",), ("x",), ("x", "y"))):
        if groups and random.random() < 0.5:
            steps[name] = random.choice(sorted(groups))
        else:
            steps[name] = _later(random, received, 15), _term(random)
    return steps


def _waits(random: Random, received: int) -> Mapping[str, tuple[int, Term | tuple[int, int]]]:
    entered = _later(random, received, 15)
    if random.random() < 0.5:
        return {"w": (entered, _term(random))}
    months = random.choice((0, 1, 3, 6, 12))
    return {"w": (entered, (months, random.randint(0 if months else 1, 40 * _DAY)))}


def _later(random: Random, at: int, days: int) -> int:
    """Some time after `at`, in the calendar's years; now and then the very minute, or the hour
    at which many offices open or close."""
    kind = random.random()
    if kind < 0.05:
        return at
    later = min(at + random.randint(1, days * _DAY), _LAST)
    return later if kind < 0.7 else max(at, later - later % _DAY + random.choice(_HOURLY))


def _moment(random: Random, calendar: PlainCalendar, number: int) -> int:
    """A minute of that day: any, or one at or beside an opening or a closing."""
    day = dt.date(_FIRST, 1, 1) + dt.timedelta(days=number)
    hours = calendar.days.get(day.isoformat(), calendar.weekly.get(str(day.isoweekday()), []))
    if hours and random.random() < 0.6:
        hour, minute = random.choice(random.choice(hours)).split(":")
        beside = random.choice((-61, -60, -59, -1, 0, 1, random.randint(-200, 200)))
        return number * _DAY + int(hour) * 60 + int(minute) + beside
    return number * _DAY + random.randint(0, _DAY - 1)
