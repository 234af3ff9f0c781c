from __future__ import annotations

import pytest

from engine.core.clock import Budget, TimerFaulty, fires_at, parse_timer
from tests.engine.core.clock.offices import at, plain, said

_PLAIN = plain()


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("P30D", "2026-11-23 10:00", "2026-12-23 10:00"),
        ("PT4H", "2026-11-23 22:00", "2026-11-24 02:00"),
        ("P1Y2M3DT4H5M6S", "2026-01-31 00:00", "2027-04-03 04:05"),
        ("P3M", "2026-11-30 10:00", "2027-02-28 10:00"),
        ("P2W", "2026-11-23 10:00", "2026-12-07 10:00"),
        ("15 ngày làm việc", "2026-11-23 10:00", "2026-12-14 10:00"),
        ("2 giờ", "2026-11-20 16:00", "2026-11-23 09:00"),
    ],
)
def test_a_timer_fires_when_its_text_says(text: str, start: str, expected: str) -> None:
    assert said(fires_at(_PLAIN, at(start), parse_timer(text))) == expected


def test_words_of_the_legal_clock_are_a_budget() -> None:
    assert isinstance(parse_timer(" 15 ngày làm việc "), Budget)


@pytest.mark.parametrize("text", ["", "P", "PT", "P0D", "P-1D", "R3/PT1H", "mai", "P1.5D"])
def test_a_timer_that_says_nothing_is_refused_with_examples(text: str) -> None:
    with pytest.raises(TimerFaulty, match="P30D"):
        parse_timer(text)
