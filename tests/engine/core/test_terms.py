"""Terms from a day to a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine.core.authority.register import Period
from engine.core.terms import begins, covers, last_day, overlap, term, term_words

JAN, FEB, MAR = (begins(date(2026, month, 1)) for month in (1, 2, 3))


def test_the_last_day_belongs_to_the_term() -> None:
    period = term(date(2026, 1, 1), date(2026, 1, 31))
    assert period == Period(JAN, FEB)
    assert last_day(FEB) == date(2026, 1, 31)
    assert last_day(FEB + timedelta(hours=9)) == date(2026, 2, 1)
    assert term_words(period) == "từ 01/01/2026 đến hết 31/01/2026"
    assert term_words(Period(JAN)) == "từ 01/01/2026, chưa có ngày kết thúc"


def test_a_term_that_runs_backwards_is_refused_with_both_days() -> None:
    with pytest.raises(ValueError, match="31/12/2025 đứng trước ngày bắt đầu 01/01/2026"):
        term(date(2026, 1, 1), date(2025, 12, 31))
    assert term(date(2026, 1, 1), date(2026, 1, 1)).valid_to is not None


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        (Period(JAN, FEB), Period(FEB, MAR), False),
        (Period(JAN, MAR), Period(FEB), True),
        (Period(JAN), Period(MAR), True),
        (Period(JAN), Period(FEB, FEB), False),
    ],
)
def test_two_terms_meet_when_they_have_a_moment_in_common(
    one: Period, other: Period, meet: bool
) -> None:
    assert overlap(one, other) is overlap(other, one) is meet


def test_one_term_covers_another() -> None:
    assert covers(Period(JAN), Period(FEB))
    assert covers(Period(JAN, MAR), Period(JAN, MAR))
    assert not covers(Period(JAN, MAR), Period(JAN))
    assert not covers(Period(FEB), Period(JAN, MAR))
