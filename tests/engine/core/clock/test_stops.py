"""The ledger of stops: pauses go on with the remainder, restarts count again, in any order."""

from __future__ import annotations

import pytest

from engine.core.clock import ClockStopped, due, parse_budget
from tests.engine.core.clock.offices import Stop, at, odd, plain, said

_PLAIN = plain()


def _pause(starts: str, ends: str) -> Stop:
    return Stop("pause", at(starts), at(ends))


def _restart(starts: str, ends: str) -> Stop:
    return Stop("restart", at(starts), at(ends))


def _end(start: str, budget: str, *stops: Stop) -> str:
    return said(due(_PLAIN, at(start), parse_budget(budget), stops))


def test_calendar_days_stand_still_around_the_clock() -> None:
    # Wednesday 10:00 and 5 days; stopped for 2 days and 1 hour, over no week-end.
    stop = _pause("2026-11-18 17:00", "2026-11-20 18:00")
    assert _end("2026-11-18 10:00", "5 ngày", stop) == "2026-11-25 11:00"


def test_calendar_days_may_end_as_the_office_closes() -> None:
    assert _end("2026-11-17 17:00", "3 ngày") == "2026-11-20 17:00"
    assert _end("2026-11-17 17:01", "3 ngày") == "2026-11-23 08:00"


def test_a_stop_in_the_rest_after_the_last_calendar_day_still_holds_it_up() -> None:
    """3 days from Thursday end on Sunday: until Monday 8:00 the term is not over."""
    assert _end("2026-11-19 10:00", "3 ngày") == "2026-11-23 08:00"
    stop = _pause("2026-11-22 20:00", "2026-11-24 09:00")
    assert _end("2026-11-19 10:00", "3 ngày", stop) == "2026-11-24 09:00"
    again = _restart("2026-11-22 20:00", "2026-11-24 09:00")
    assert _end("2026-11-19 10:00", "3 ngày", again) == "2026-11-27 09:00"


def test_a_stop_that_begins_when_the_term_is_over_changes_nothing() -> None:
    for stop in (_pause, _restart):
        late = stop("2026-11-23 08:00", "2026-11-24 09:00")
        assert _end("2026-11-19 10:00", "3 ngày", late) == "2026-11-23 08:00"
        late = stop("2026-11-23 12:30", "2026-11-24 09:00")
        assert _end("2026-11-23 09:00", "3 giờ", late) == "2026-11-23 12:00"


def test_a_pause_that_was_there_before_the_start_holds_up_from_the_start() -> None:
    stop = _pause("2026-11-20 09:00", "2026-11-23 11:00")
    assert _end("2026-11-23 09:00", "3 giờ", stop) == "2026-11-23 15:00"


def test_a_stop_that_ended_before_the_start_is_nothing() -> None:
    for stop in (_pause, _restart):
        assert _end("2026-11-23 09:00", "3 giờ", stop("2026-11-20 09:00", "2026-11-23 08:30")) == (
            "2026-11-23 12:00"
        )


def test_pauses_that_overlap_count_once() -> None:
    outer = _pause("2026-11-23 10:00", "2026-11-23 16:00")
    inner = _pause("2026-11-23 11:00", "2026-11-23 14:00")
    across = _pause("2026-11-23 15:00", "2026-11-24 09:00")
    assert _end("2026-11-23 09:00", "3 giờ", outer, inner) == "2026-11-24 09:00"
    assert _end("2026-11-23 09:00", "3 giờ", across, inner, outer) == "2026-11-24 11:00"


def test_stops_are_taken_in_the_order_of_their_beginnings() -> None:
    first = _pause("2026-11-23 10:00", "2026-11-23 11:00")
    second = _restart("2026-11-23 14:00", "2026-11-24 09:00")
    # 1 hour done by 10:00, 2 more would end at 14:00 sharp: the restart comes too late.
    assert _end("2026-11-23 09:00", "3 giờ", second, first) == "2026-11-23 14:00"
    assert _end("2026-11-23 09:00", "4 giờ", second, first) == "2026-11-24 14:00"


def test_a_restart_inside_a_pause_counts_from_the_end_of_both() -> None:
    pause = _pause("2026-11-23 10:00", "2026-11-24 10:00")
    restart = _restart("2026-11-23 11:00", "2026-11-23 14:00")
    assert _end("2026-11-23 09:00", "2 giờ", pause, restart) == "2026-11-24 12:00"


def test_the_same_day_again_is_the_day_of_the_restart() -> None:
    stop = _restart("2026-11-23 10:00", "2026-11-25 15:00")
    assert _end("2026-11-23 09:00", "trong ngày", stop) == "2026-11-25 17:00"
    pause = _pause("2026-11-23 10:00", "2026-11-25 15:00")
    assert _end("2026-11-23 09:00", "trong ngày", pause) == "2026-11-26 12:00"
    both = (pause, _restart("2026-11-23 11:00", "2026-11-24 16:00"))
    # Begun again on Tuesday with one hour to go, which runs once the pause is over.
    assert _end("2026-11-23 09:00", "trong ngày", *both) == "2026-11-25 16:00"


def test_a_restart_and_a_pause_after_it_both_count() -> None:
    restart = _restart("2026-11-23 10:00", "2026-11-23 14:00")
    pause = _pause("2026-11-23 15:00", "2026-11-23 16:00")
    assert _end("2026-11-23 09:00", "2 giờ", restart, pause) == "2026-11-23 17:00"
    assert _end("2026-11-23 09:00", "3 giờ", pause, restart) == "2026-11-24 09:00"


def test_a_stop_over_a_holiday_costs_no_office_time() -> None:
    stop = [Stop("pause", at("2026-11-23 17:00"), at("2026-11-25 08:00"))]
    assert due(odd(), at("2026-11-23 16:00"), parse_budget("2 giờ"), stop) == due(
        odd(), at("2026-11-23 16:00"), parse_budget("2 giờ")
    )


def test_while_the_clock_stands_there_is_no_due_moment() -> None:
    with pytest.raises(ClockStopped, match="tạm dừng"):
        due(
            _PLAIN,
            at("2026-11-23 09:00"),
            parse_budget("3 giờ"),
            [Stop("restart", at("2026-11-23 10:00"), None)],
        )
