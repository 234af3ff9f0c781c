from __future__ import annotations

from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.clock import (
    Budget,
    CalendarUnknown,
    ClockStopped,
    TimeUnit,
    due,
    effective_start,
    parse_budget,
)
from tests.engine.core.clock.offices import HANOI, Stop, at, odd, plain, said
from tests.engine.core.clock.oracle import Walk


def _stretch(opens: str, closes: str) -> frozenset[int]:
    first, last = time.fromisoformat(opens), time.fromisoformat(closes)
    return frozenset(range(first.hour * 60 + first.minute, last.hour * 60 + last.minute))


_EIGHT = _stretch("08:00", "12:00") | _stretch("13:00", "17:00")
_ODD_HOURS: dict[object, frozenset[int]] = {
    **dict.fromkeys(range(5), _EIGHT),
    5: _stretch("07:30", "11:30"),
    **{date(2026, 2, day): frozenset() for day in range(16, 21)},
    date(2026, 11, 24): frozenset(),
    date(2026, 11, 28): _EIGHT,
    date(2026, 11, 27): _stretch("08:00", "10:15")
    | _stretch("10:30", "11:00")
    | _stretch("16:59", "17:00"),
}
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


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-11-23 14:59", "2026-11-23 14:59"),
        ("2026-11-23 15:00", "2026-11-25 08:00"),
        ("2026-11-23 06:00", "2026-11-23 08:00"),
        ("2026-11-23 12:30", "2026-11-23 13:00"),
        ("2026-11-23 12:00", "2026-11-23 13:00"),
        ("2026-11-23 17:00", "2026-11-25 08:00"),
        ("2026-11-24 10:00", "2026-11-25 08:00"),
        ("2026-11-24 16:00", "2026-11-25 08:00"),
        ("2026-11-27 15:30", "2026-11-28 08:00"),
    ],
)
def test_what_comes_after_the_cut_off_counts_from_the_next_working_day(
    received: str, expected: str
) -> None:
    assert said(effective_start(_ODD, at(received), time(15))) == expected


def test_without_a_cut_off_the_last_minute_of_office_time_still_counts() -> None:
    assert said(effective_start(_ODD, at("2026-11-23 16:59"), None)) == "2026-11-23 16:59"


_FIRST = datetime(2026, 11, 20, tzinfo=HANOI)
_moments = st.integers(0, 11 * 1440).map(lambda minutes: _FIRST + timedelta(minutes=minutes))


@st.composite
def _stops(draw: st.DrawFn) -> Stop:
    begins = draw(_moments)
    length = draw(st.integers(0, 3 * 1440))
    policy = draw(st.sampled_from(["pause", "restart"]))
    return Stop(policy, begins, begins + timedelta(minutes=length))


_budgets = st.one_of(
    st.integers(1, 1500).map(lambda n: Budget(Fraction(n), TimeUnit.MINUTE)),
    st.integers(1, 20).map(lambda n: Budget(Fraction(n, 4), TimeUnit.HOUR)),
    st.integers(1, 6).map(lambda n: Budget(Fraction(n, 2), TimeUnit.WORKING_DAY)),
    st.integers(1, 8).map(lambda n: Budget(Fraction(n, 2), TimeUnit.DAY)),
    st.just(Budget(Fraction(1), TimeUnit.SAME_DAY)),
)
_OFFICE_MINUTES = {
    TimeUnit.MINUTE: 1,
    TimeUnit.HOUR: 60,
    TimeUnit.WORKING_DAY: 480,
    TimeUnit.DAY: 480,
}


@settings(max_examples=400, deadline=None)
@given(start=_moments, budget=_budgets, stops=st.lists(_stops(), max_size=4))
def test_the_clock_agrees_with_one_that_walks_minute_by_minute(
    start: datetime, budget: Budget, stops: list[Stop]
) -> None:
    walk = Walk(_ODD_HOURS, start, stops)
    if budget.unit is TimeUnit.SAME_DAY:
        expected = walk.same_day()
    elif budget.unit is TimeUnit.DAY and budget.value.denominator == 1:
        expected = walk.calendar_days(int(budget.value))
    else:
        expected = walk.office(int(budget.value * _OFFICE_MINUTES[budget.unit]))
    assert due(_ODD, start, budget, stops) == expected


@given(start=_moments, minutes=st.integers(1, 3000), more=st.integers(1, 3000))
def test_a_longer_budget_always_ends_later(start: datetime, minutes: int, more: int) -> None:
    shorter = Budget(Fraction(minutes), TimeUnit.MINUTE)
    longer = Budget(Fraction(minutes + more), TimeUnit.MINUTE)
    assert due(_ODD, start, shorter) < due(_ODD, start, longer)
