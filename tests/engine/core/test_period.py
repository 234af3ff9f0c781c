"""Periods of a report: which days they have, and when what is open is judged."""

from __future__ import annotations

from datetime import date

import pytest

from engine.core.period import Period, period_around
from tests.factories.clock import local


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("day", date(2028, 2, 29), date(2028, 2, 29)),
        ("week", date(2028, 2, 28), date(2028, 3, 5)),
        ("month", date(2028, 2, 1), date(2028, 2, 29)),
        ("quarter", date(2028, 1, 1), date(2028, 3, 31)),
        ("year", date(2028, 1, 1), date(2028, 12, 31)),
    ],
)
def test_a_period_has_its_first_and_its_last_day(kind: str, first: date, last: date) -> None:
    assert period_around(kind, date(2028, 2, 29)) == Period(first, last)


def test_days_begin_and_end_at_local_midnight() -> None:
    period = Period(date(2026, 11, 1), date(2026, 11, 30))
    assert period.begins == local("2026-11-01 00:00")
    assert period.ends == local("2026-12-01 00:00")


def test_what_is_open_is_judged_now_and_after_the_period_at_its_end() -> None:
    period = Period(date(2026, 11, 1), date(2026, 11, 30))
    assert period.judged_at(local("2026-11-20 09:00")) == local("2026-11-20 09:00")
    assert period.judged_at(local("2027-03-01 09:00")) < period.ends
    assert period.judged_at(local("2027-03-01 09:00")) > local("2026-11-30 23:59")


def test_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="decade"):
        period_around("decade", date(2026, 1, 1))
