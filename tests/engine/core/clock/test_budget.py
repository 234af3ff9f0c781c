from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.clock import Budget, BudgetFaulty, TimeUnit, format_budget, parse_budget


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("02 giờ", Fraction(2), TimeUnit.HOUR),
        ("2 giờ", Fraction(2), TimeUnit.HOUR),
        ("4 giờ làm việc", Fraction(4), TimeUnit.WORKING_HOUR),
        ("0,5 ngày", Fraction(1, 2), TimeUnit.DAY),
        ("0.5 ngày", Fraction(1, 2), TimeUnit.DAY),
        ("1/2 ngày", Fraction(1, 2), TimeUnit.DAY),
        ("¼ ngày", Fraction(1, 4), TimeUnit.DAY),
        ("1½ ngày làm việc", Fraction(3, 2), TimeUnit.WORKING_DAY),
        ("3,5 Ngày  làm việc ", Fraction(7, 2), TimeUnit.WORKING_DAY),
        ("15 phút", Fraction(15), TimeUnit.MINUTE),
        ("Trong ngày", Fraction(1), TimeUnit.SAME_DAY),
        ("2 gio\u031b\u0300", Fraction(2), TimeUnit.HOUR),
    ],
)
def test_a_printed_cell_is_read_as_it_stands(printed: str, value: Fraction, unit: TimeUnit) -> None:
    assert parse_budget(printed) == Budget(value, unit)


@pytest.mark.parametrize(
    "printed",
    ["", "giờ", "hai giờ", "2", "2 tuần", "1/0 ngày", "0 giờ", "-1 giờ", "1,5½ ngày", "1.000 giờ"],
)
def test_what_is_no_duration_is_refused_with_an_example(printed: str) -> None:
    with pytest.raises(BudgetFaulty) as refused:
        parse_budget(printed)
    assert refused.value.sentence.endswith(".")


@given(
    value=st.fractions(min_value=0, max_value=9999, max_denominator=999).filter(bool),
    unit=st.sampled_from([unit for unit in TimeUnit if unit is not TimeUnit.SAME_DAY]),
)
def test_a_budget_survives_being_printed_and_read(value: Fraction, unit: TimeUnit) -> None:
    assert value.numerator > 99_999 or parse_budget(format_budget(Budget(value, unit))) == Budget(
        value, unit
    )


def test_decimals_are_printed_with_a_comma_and_without_zeros() -> None:
    assert format_budget(parse_budget("0,50 ngày")) == "0,5 ngày"
    assert format_budget(parse_budget("1/3 ngày")) == "1/3 ngày"
    assert format_budget(parse_budget("trong ngày")) == "trong ngày"


def test_a_fraction_of_a_minute_is_rounded_up_never_down() -> None:
    assert Budget(Fraction(1, 7), TimeUnit.HOUR).office_ticks == 514_285_715
    assert Budget(Fraction(1, 2), TimeUnit.DAY).office_ticks == 4 * 3_600_000_000
