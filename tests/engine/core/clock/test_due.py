from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.clock import (
    Budget,
    CalendarUnknown,
    ClockStopped,
    TimeUnit,
    due,
    parse_budget,
)
from tests.engine.core.clock.offices import HANOI, Stop, at, odd, plain, said

_ODD = odd()
_PLAIN = plain()


@pytest.mark.parametrize(
    ("start", "budget", "expected"),
    [
        ("2026-11-23 10:15", "2 giờ", "2026-11-23 13:15"),
        ("2026-11-23 10:00", "2 giờ", "2026-11-23 12:00"),
        ("2026-11-23 10:15", "0,5 ngày", "2026-11-23 15:15"),
        ("2026-11-20 16:00", "1 ngày làm việc", "2026-11-23 16:00"),
        ("2026-11-20 16:00", "1/3 ngày", "2026-11-23 09:40"),
        ("2026-11-20 16:00", "¼ ngày", "2026-11-23 09:00"),
        ("2026-11-20 17:30", "15 phút", "2026-11-23 08:15"),
        ("2026-11-18 10:00", "3 ngày", "2026-11-23 08:00"),
        ("2026-11-18 10:00", "7 ngày", "2026-11-25 10:00"),
        ("2026-11-20 09:00", "trong ngày", "2026-11-20 17:00"),
        ("2026-11-21 09:00", "trong ngày", "2026-11-23 17:00"),
    ],
)
def test_a_budget_ends_when_published_tables_say(start: str, budget: str, expected: str) -> None:
    assert said(due(_PLAIN, at(start), parse_budget(budget))) == expected


def test_a_holiday_a_swapped_saturday_and_a_half_day_are_counted_as_announced() -> None:
    assert said(due(_ODD, at("2026-11-23 16:00"), parse_budget("2 giờ"))) == "2026-11-25 09:00"
    assert said(due(_ODD, at("2026-11-27 16:59"), parse_budget("9 giờ"))) == "2026-11-30 08:59"
    assert said(due(_ODD, at("2026-11-21 09:30"), parse_budget("3 giờ"))) == "2026-11-23 09:00"


def test_eight_hours_and_one_working_day_end_together() -> None:
    start = at("2026-11-25 09:10")
    day = due(_ODD, start, parse_budget("1 ngày làm việc"))
    assert (
        day == due(_ODD, start, parse_budget("8 giờ")) == due(_ODD, start, parse_budget("480 phút"))
    )


def test_a_pause_goes_on_with_what_was_left() -> None:
    stop = Stop("pause", at("2026-11-23 10:00"), at("2026-11-25 14:00"))
    end = due(_PLAIN, at("2026-11-23 09:00"), parse_budget("3 giờ"), [stop])
    assert said(end) == "2026-11-25 16:00"


def test_a_restart_counts_the_whole_term_again() -> None:
    stop = Stop("restart", at("2026-11-23 10:00"), at("2026-11-25 14:00"))
    end = due(_PLAIN, at("2026-11-23 09:00"), parse_budget("3 giờ"), [stop])
    assert said(end) == "2026-11-25 17:00"


def test_a_stop_after_the_term_is_over_changes_nothing() -> None:
    stop = Stop("restart", at("2026-11-23 12:00"), at("2026-11-25 14:00"))
    end = due(_PLAIN, at("2026-11-23 09:00"), parse_budget("3 giờ"), [stop])
    assert said(end) == "2026-11-23 12:00"


def test_there_is_no_due_moment_while_the_clock_stands_still() -> None:
    with pytest.raises(ClockStopped):
        due(
            _PLAIN,
            at("2026-11-23 09:00"),
            parse_budget("3 giờ"),
            [Stop("pause", at("2026-11-23 10:00"), None)],
        )


def test_a_year_without_its_notice_is_unknown_and_named() -> None:
    with pytest.raises(CalendarUnknown, match="2028"):
        due(_PLAIN, at("2027-12-30 09:00"), parse_budget("10 ngày làm việc"))
    with pytest.raises(CalendarUnknown, match="2025"):
        due(_PLAIN, at("2025-12-30 09:00"), parse_budget("1 giờ"))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        due(_PLAIN, at("2026-11-23 09:00").replace(tzinfo=None), parse_budget("1 giờ"))


_moments = st.integers(0, 11 * 1440).map(
    lambda minutes: datetime(2026, 11, 20, tzinfo=HANOI) + timedelta(minutes=minutes)
)


@given(start=_moments, minutes=st.integers(1, 3000), more=st.integers(1, 3000))
def test_a_longer_budget_always_ends_later(start: datetime, minutes: int, more: int) -> None:
    shorter = Budget(Fraction(minutes), TimeUnit.MINUTE)
    longer = Budget(Fraction(minutes + more), TimeUnit.MINUTE)
    assert due(_ODD, start, shorter) < due(_ODD, start, longer)
