"""Before, on, or after its time, by days of Viet Nam and to the second when late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.timeliness import AFTER, BEFORE, ON, timeliness
from tests.engine.core.clock.offices import at

moments = st.integers(0, 2 * 365 * 86_400).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)


@pytest.mark.parametrize(
    ("due", "done", "outcome"),
    [
        ("2026-11-23 17:00", "2026-11-22 23:59", BEFORE),
        ("2026-11-23 17:00", "2026-11-23 00:00", ON),
        ("2026-11-23 17:00", "2026-11-23 17:00", ON),
        ("2026-11-23 06:00", "2026-11-22 23:30", BEFORE),  # one day in UTC, two here
        ("2026-11-24 00:30", "2026-11-24 00:10", ON),
    ],
)
def test_the_outcome_of_a_step(due: str, done: str, outcome: str) -> None:
    assert timeliness(at(due), at(done)) == outcome


def test_a_microsecond_late_is_late() -> None:
    due = at("2026-11-23 17:00")
    assert timeliness(due, due + timedelta(microseconds=1)) == AFTER


def test_without_a_due_time_there_is_no_outcome() -> None:
    assert timeliness(None, at("2026-11-23 17:00")) is None


@given(moments, moments)
def test_late_is_exactly_past_the_due_moment(due: datetime, done: datetime) -> None:
    assert (timeliness(due, done) == AFTER) == (done > due)


@given(moments, moments, moments)
def test_earlier_work_is_never_judged_worse(due: datetime, one: datetime, two: datetime) -> None:
    order = [BEFORE, ON, AFTER]
    earlier, later = sorted((one, two))
    said = [order.index(str(timeliness(due, each))) for each in (earlier, later)]
    assert said[0] <= said[1]
