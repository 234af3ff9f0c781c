from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.clock import CalendarFaulty, CalendarUnknown, parse_calendar
from tests.engine.core.clock.offices import HANOI, at, odd, plain

_DAY = [["08:00", "12:00"]]
_ODD = odd()


@pytest.mark.parametrize(
    ("weekly", "days", "years", "named"),
    [
        ({"8": _DAY}, {}, [2026], "8"),
        ({"1": [["08:00", "07:00"]]}, {}, [2026], "thứ Hai"),
        ({"1": [["08:00", "12:00"], ["11:00", "13:00"]]}, {}, [2026], "thứ Hai"),
        ({"2": [["8h", "12:00"]]}, {}, [2026], "thứ Ba"),
        ({"2": [["08:00"]]}, {}, [2026], "thứ Ba"),
        ({"1": _DAY}, {"24/11": []}, [2026], "24/11"),
        ({"1": _DAY}, {"2026-11-24": [["12:00", "08:00"]]}, [2026], "24/11/2026"),
        ({"1": _DAY}, {}, [], "năm"),
        ({"1": _DAY}, {}, [2026, 2028], "liền nhau"),
        ({}, {}, [2026], "không có giờ làm việc"),
    ],
)
def test_a_calendar_that_contradicts_itself_names_the_day(
    weekly: dict[str, list[list[str]]],
    days: dict[str, list[list[str]]],
    years: list[int],
    named: str,
) -> None:
    with pytest.raises(CalendarFaulty, match=named):
        parse_calendar(weekly, days, years)


@given(minutes=st.integers(0, 300 * 1440))
def test_position_and_moment_undo_each_other_in_office_time(minutes: int) -> None:
    moment = datetime(2026, 1, 3, tzinfo=HANOI) + timedelta(minutes=minutes)
    back = _ODD.moment(_ODD.position(moment))
    assert _ODD.position(back) == _ODD.position(moment)
    assert back <= _ODD.next_open(moment)
    assert _ODD.is_open(back)


def test_the_office_is_open_at_its_closing_but_the_next_opening_is_tomorrow() -> None:
    closing = at("2026-11-23 17:00")
    assert _ODD.is_open(closing)
    assert _ODD.next_open(closing) == at("2026-11-25 08:00")
    assert not _ODD.is_open(at("2026-11-24 10:00"))


def test_days_outside_the_known_years_are_never_guessed() -> None:
    with pytest.raises(CalendarUnknown, match="2028"):
        plain().intervals(at("2028-01-03 10:00").date())
    with pytest.raises(CalendarUnknown, match="2028"):
        plain().next_open(at("2027-12-31 17:00"))
