from __future__ import annotations

import pytest

from engine.core.clock import CalendarUnknown, apology_at
from tests.engine.core.clock.offices import at, odd, plain, said


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-11-27 10:00", "2026-11-26 10:00"),
        # Monday afternoon: a working day before is Friday afternoon, not the week-end.
        ("2026-11-30 14:30", "2026-11-27 14:30"),
        # Where a day is left at the opening, it is left at the closing before, too.
        ("2026-11-27 17:00", "2026-11-26 17:00"),
        ("2026-11-27 08:00", "2026-11-25 17:00"),
    ],
)
def test_an_apology_is_drafted_a_working_day_before(due: str, expected: str) -> None:
    """ "Chậm nhất trước 01 ngày": provincial regulations; NĐ 297/2025/NĐ-CP Art 6."""
    assert said(apology_at(plain(), at(due))) == expected


def test_half_days_and_holidays_are_not_a_working_day() -> None:
    # 24/11 is off; Saturday 21/11 has four hours, the other four are Friday's.
    assert said(apology_at(odd(), at("2026-11-23 08:00"))) == "2026-11-20 12:00"
    assert said(apology_at(odd(), at("2026-11-25 12:00"))) == "2026-11-23 12:00"


def test_before_the_first_known_day_it_is_planned_for_the_beginning() -> None:
    assert said(apology_at(plain(), at("2026-01-01 10:00"))) == "2026-01-01 00:00"
    with pytest.raises(CalendarUnknown, match="2025"):
        apology_at(plain(), at("2025-12-31 10:00"))
