from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.clock import (
    BeforeClosing,
    BudgetFaulty,
    CalendarUnknown,
    Cutoff,
    effective_start,
    parse_before_closing,
    remaining,
)
from tests.engine.core.clock.offices import HANOI, at, odd, plain, said

_ODD = odd()
_LAST_HOUR = BeforeClosing(60)


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
    """ "Nhận sau 15 giờ": provincial decisions (Cao Bằng)."""
    assert said(effective_start(_ODD, at(received), time(15))) == expected


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2026-11-23 15:59", "2026-11-23 15:59"),
        ("2026-11-23 16:00", "2026-11-25 08:00"),
        ("2026-11-23 16:59", "2026-11-25 08:00"),
        # Saturday closes at 11:30, so its last hour begins at 10:30.
        ("2026-11-21 10:29", "2026-11-21 10:29"),
        ("2026-11-21 10:30", "2026-11-23 08:00"),
        # A day in pieces: its last 60 minutes of office time begin at 09:46.
        ("2026-11-27 09:45", "2026-11-27 09:45"),
        ("2026-11-27 09:46", "2026-11-28 08:00"),
        ("2026-11-27 12:00", "2026-11-28 08:00"),
        # Nothing is the last hour of a day of rest.
        ("2026-11-24 16:30", "2026-11-25 08:00"),
    ],
)
def test_the_last_hour_of_office_time_counts_from_the_next_working_day(
    received: str, expected: str
) -> None:
    """NĐ 297/2025/NĐ-CP Art 6: received in the last hour of office time."""
    assert said(effective_start(_ODD, at(received), _LAST_HOUR)) == expected


def test_a_day_shorter_than_the_cut_off_takes_nothing_in() -> None:
    assert said(effective_start(_ODD, at("2026-11-21 07:00"), BeforeClosing(240))) == (
        "2026-11-23 08:00"
    )


def test_without_a_cut_off_the_last_minute_of_office_time_still_counts() -> None:
    assert said(effective_start(_ODD, at("2026-11-23 16:59"))) == "2026-11-23 16:59"


def test_the_day_after_the_last_known_one_is_unknown() -> None:
    with pytest.raises(CalendarUnknown, match="2028"):
        effective_start(plain(), at("2027-12-31 16:30"), _LAST_HOUR)


@pytest.mark.parametrize(("text", "minutes"), [("60 phút", 60), ("01 giờ", 60), ("0,5 giờ", 30)])
def test_a_cut_off_is_printed_as_a_duration(text: str, minutes: int) -> None:
    assert parse_before_closing(text) == BeforeClosing(minutes)


@pytest.mark.parametrize("text", ["1 ngày", "trong ngày", "1/7 giờ", "cuối giờ"])
def test_a_cut_off_that_is_no_stretch_of_a_day_is_refused(text: str) -> None:
    with pytest.raises(BudgetFaulty, match=r"60 phút|15 phút"):
        parse_before_closing(text)


_cutoffs = st.one_of(
    st.none(),
    st.times(),
    st.integers(1, 480).map(BeforeClosing),
)


@given(minute=st.integers(0, 300 * 1440), cutoff=_cutoffs)
def test_time_begins_when_the_office_is_open_and_never_before_it_was_received(
    minute: int, cutoff: Cutoff | None
) -> None:
    received = at("2026-01-03 00:00").astimezone(HANOI)
    received = received + minute * (at("2026-01-03 00:01") - at("2026-01-03 00:00"))
    start = effective_start(_ODD, received, cutoff)
    assert start >= received
    assert _ODD.next_open(start) == start
    if cutoff is None:
        assert remaining(_ODD, received, start).minutes == 0
