"""From a calendar's file to the calendar as it is stored; its keys are in `calendar_schema`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import ValidationError

from engine.core.clock.calendar import Calendar, CalendarFaulty
from engine.core.clock.calendar_schema import EXPECTED, WEEKDAYS, CalendarSchema
from engine.core.clock.parse_calendar import parse_calendar
from engine.core.clock.public_holidays import public_holidays
from engine.core.schema_problems import problems
from engine.core.strict_yaml import YamlFaulty, read_yaml
from engine.core.vietnamese import format_date

Hours = list[list[str]]
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CalendarTold:
    """What a file tells, in the shape in which it is stored (`parse_calendar` reads it)."""

    weekly: Mapping[str, Hours]
    days: Mapping[str, Hours]
    decisions: Mapping[int, str | None]
    """The notice that decides each known year; None while it is expected (dự kiến)."""

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self.decisions))

    def calendar(self) -> Calendar:
        return parse_calendar(self.weekly, self.days, self.years)


def read_calendar(raw: bytes) -> CalendarTold:
    """The calendar of a file. The law's holidays are off, then the swaps, then the days named
    one by one: the later wins.

    Raises CalendarFaulty with one sentence: where, what, what to do.
    """
    try:
        content = CalendarSchema().load(read_yaml(raw))
    except YamlFaulty as faulty:
        raise _faulty(str(faulty)) from None
    except ValidationError as error:
        first = problems("calendar-faulty", "", error.messages)[0]
        place = f"{first.element}: " if first.element else ""
        cause, cure = first.cause.rstrip("."), first.cure[:1].lower() + first.cure[1:]
        raise _faulty(f"{place}{cause}; {cure}") from None
    for contradiction in _contradictions(content):
        raise _faulty(contradiction)
    told = _told(content)
    told.calendar()  # raises for hours that overlap, years with a gap, no hours at all
    return told


def _told(content: Mapping[str, Any]) -> CalendarTold:
    weekly = {
        str(number): content["hours"][name]
        for number, name in enumerate(WEEKDAYS, start=1)
        if content["hours"].get(name)
    }
    days: dict[date, Hours] = {
        day: [] for year in content["years"] for day in public_holidays(year)
    }
    for swap in content["swaps"]:
        days[swap["rest"]] = []
        days[swap["work"]] = weekly[str(swap["rest"].isoweekday())]
    days |= content["days"]
    return CalendarTold(
        weekly=weekly,
        days={day.isoformat(): days[day] for day in sorted(days)},
        decisions={
            year: None if decision == EXPECTED else decision
            for year, decision in sorted(content["years"].items())
        },
    )


def _contradictions(content: Mapping[str, Any]) -> Iterator[str]:
    years: Sequence[int] = sorted(content["years"])
    named = [day for swap in content["swaps"] for day in (swap["rest"], swap["work"])]
    for day in (*named, *content["days"]):
        if day.year not in years:
            yield f"Ngày {format_date(day)} thuộc năm không có trong years; hãy thêm năm đó."
    for day in named:
        if named.count(day) > 1:
            yield f"Ngày {format_date(day)} được hoán đổi hai lần; hãy giữ lại một."
        if day in content["days"]:
            yield f"Ngày {format_date(day)} vừa hoán đổi vừa có trong days; hãy giữ lại một."
    holidays = {day for year in years for day in public_holidays(year)}
    for swap in content["swaps"]:
        yield from _impossible(swap["rest"], swap["work"], content["hours"], holidays)


def _impossible(
    rest: date, work: date, hours: Mapping[str, Hours], holidays: set[date]
) -> Iterator[str]:
    if rest in holidays or not hours.get(WEEKDAYS[rest.weekday()]):
        yield f"Ngày {format_date(rest)} vốn là ngày nghỉ; hãy hoán đổi một ngày làm việc."
    if work in holidays or (work.weekday() < _SATURDAY and hours.get(WEEKDAYS[work.weekday()])):
        yield (
            f"Ngày {format_date(work)} vốn là ngày làm việc hoặc ngày lễ; "
            "hãy làm bù vào một ngày nghỉ hằng tuần."
        )


def _faulty(sentence: str) -> CalendarFaulty:
    return CalendarFaulty(f"Tệp lịch làm việc không dùng được: {sentence}")
