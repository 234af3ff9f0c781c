"""Absences in days and halves of days."""

from __future__ import annotations

from datetime import date

import pytest

from engine.core.half_days import away_words, half_days, part_of

MON, TUE, WED = (date(2026, 3, day) for day in (9, 10, 11))


def test_halves_are_said_and_shown() -> None:
    away = half_days(MON, WED, from_noon=True, to_noon=True)
    assert away_words(away) == "từ chiều 09/03/2026 đến hết sáng 11/03/2026"
    assert [part_of(away, day) for day in (MON, TUE, WED)] == ["pm", "day", "am"]
    whole = half_days(MON, MON, from_noon=False, to_noon=False)
    assert away_words(whole) == "từ 09/03/2026 đến hết 09/03/2026"
    assert [part_of(whole, day) for day in (MON, TUE)] == ["day", None]


def test_one_that_runs_backwards_or_is_empty_is_refused() -> None:
    for first, last, from_noon, to_noon in ((TUE, MON, False, False), (MON, MON, True, True)):
        with pytest.raises(ValueError, match="trước khi bắt đầu"):
            half_days(first, last, from_noon=from_noon, to_noon=to_noon)
