"""Acts of stories get times that lie in the past, on days that the story means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from engine.core.clock import Calendar, parse_calendar
from engine.core.vietnamese import LOCAL
from engine.simulate import demo_city as city
from engine.simulate.office_hours import office_hours
from engine.simulate.scenario import Scenario, read_scenarios
from engine.simulate.timetable import MARGIN, NoTimeForIt, moment_told, timetable
from tests.factories.clock import local
from tests.factories.office import SLUG
from tests.factories.ward import WORKFLOWS

SHIPPED = read_scenarios(WORKFLOWS / "chung_thuc" / SLUG)


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    [row] = office_hours()
    return parse_calendar(row.weekly, row.days, row.known_years)


def lasting(at: str, do: str = "complete") -> Scenario:
    """A story of two acts, the second at `at`, that begins on a Monday at 08:10."""
    first, second, *_ = SHIPPED[0].acts
    return replace(SHIPPED[0], acts=(first, replace(second, at=at, do=do)))


@pytest.mark.parametrize("now", ["2026-03-09 12:00", "2026-01-05 03:00", "2027-12-31 23:00"])
@pytest.mark.parametrize("scenario", SHIPPED, ids=lambda s: s.name)
def test_every_act_lies_in_the_past_and_in_order(
    calendar: Calendar, scenario: Scenario, now: str
) -> None:
    times = timetable(scenario, calendar, local(now))
    assert len(times) == len(scenario.acts)
    assert times[-1] < local(now) - MARGIN
    assert all(one < two for one, two in pairwise(times))
    assert times[0].astimezone(LOCAL).weekday() == scenario.weekday
    assert times[0].astimezone(LOCAL).strftime("%H:%M") == scenario.time


def test_a_short_story_is_told_on_days_without_a_holiday(calendar: Calendar) -> None:
    # The latest Monday is Tết's; the story of three days goes back to before it.
    times = timetable(lasting("+3 09:00"), calendar, local("2026-02-22 12:00"))
    assert [t.date() for t in times] == [date(2026, 2, 9), date(2026, 2, 12)]


def test_a_story_of_months_counts_working_days_over_holidays(calendar: Calendar) -> None:
    first, last = timetable(lasting("+110 09:00"), calendar, local("2026-06-30 12:00"))
    days = [first.date() + timedelta(days=n + 1) for n in range((last - first).days + 1)]
    worked = [day for day in days if calendar.intervals(day)]
    assert len([day for day in worked if day <= last.date()]) == 110
    assert len([day for day in days if day.weekday() < 5 and day <= last.date()]) > 110
    assert last < local("2026-06-30 12:00")
    later = first + timedelta(weeks=1)
    assert moment_told("+110 09:00", later, calendar, may_rest=False) > local("2026-06-30 11:50")


def test_a_calendar_day_of_rest_is_moved_on_unless_the_clock_acts(calendar: Calendar) -> None:
    # 5 days after Monday is Saturday.
    official = timetable(lasting("+5d 09:00"), calendar, local("2026-03-31 12:00"))
    nobody = timetable(lasting("+5d 09:00", do="clock"), calendar, local("2026-03-31 12:00"))
    assert official[1].date() - official[0].date() == timedelta(days=7)
    assert nobody[1].date() - nobody[0].date() == timedelta(days=5)


def test_no_story_begins_before_the_agencies_did(calendar: Calendar) -> None:
    now = city.BEGINNING + timedelta(days=14)
    assert timetable(lasting("+1 09:00"), calendar, now)[0] > city.BEGINNING
    with pytest.raises(NoTimeForIt, match="straight_through"):
        timetable(lasting("+20 09:00"), calendar, now)


def test_without_a_known_year_there_is_no_time_for_a_story(calendar: Calendar) -> None:
    unknown = replace(calendar, years=frozenset({2024}), days={})
    with pytest.raises(NoTimeForIt):
        timetable(SHIPPED[0], unknown, local("2026-01-01 09:00"))
