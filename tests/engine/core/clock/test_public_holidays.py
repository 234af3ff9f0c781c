from __future__ import annotations

from datetime import date

import pytest

from engine.core.clock.public_holidays import public_holidays


def _days(year: int, *named: str) -> list[date]:
    return [date(year, *map(int, reversed(text.split("/")))) for text in named]


def test_the_law_s_holidays_of_2026_are_known() -> None:
    """Bộ luật Lao động 45/2019/QH14 Art 112 and, from 2026, Nghị quyết 28/2026/QH16 Art 2.

    26/4 (Giỗ Tổ) is a Sunday, so Monday follows (Art 111(3)); 2/1 and 31/8 are swaps of that
    year's notice and no law.
    """
    tet = ("16/2", "17/2", "18/2", "19/2", "20/2")
    spring = ("26/4", "27/4", "30/4", "1/5")
    expected = _days(2026, "1/1", *tet, *spring, "1/9", "2/9", "24/11")
    assert list(public_holidays(2026)) == expected


def test_a_holiday_at_a_week_end_gives_the_next_working_day() -> None:
    """Art 111(3): 1/5/2027 is a Saturday."""
    assert date(2027, 5, 3) in public_holidays(2027)


def test_tet_is_five_working_days_around_the_first_of_the_lunar_year() -> None:
    tet = [day for day in public_holidays(2027) if day.month == 2]
    assert tet == _days(2027, "4/2", "5/2", "6/2", "7/2", "8/2", "9/2", "10/2")
    assert sum(day.weekday() < 5 for day in tet) == 5


def test_a_day_that_only_a_notice_swaps_is_no_law() -> None:
    """2/5/2025 was swapped for Saturday 26/4 by Thông báo 6150/TB-BLĐTBXH."""
    assert date(2025, 5, 2) not in public_holidays(2025)


@pytest.mark.parametrize(("year", "next_monday"), [(2029, 26), (2030, 25)])
def test_the_day_of_culture_gives_no_day_in_lieu(year: int, next_monday: int) -> None:
    """It is not among the days of Art 112, to which alone Art 111(3) speaks."""
    assert date(year, 11, 24) in public_holidays(year)
    assert date(year, 11, next_monday) not in public_holidays(year)


def test_the_day_of_culture_is_new_in_2026() -> None:
    assert date(2025, 11, 24) not in public_holidays(2025)
