"""Due days of commitments: by months, until the instrument ends, answered one by one."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice

from engine.core.commitments import Due, due_days, remind_at, standing_of
from tests.engine.core.clock.offices import at

FIRST = at("2026-01-31 23:59")


def test_a_day_that_a_month_does_not_have_is_its_last() -> None:
    days = [due.strftime("%d/%m/%Y") for due in islice(due_days(FIRST, 1, None), 4)]
    assert days == ["31/01/2026", "28/02/2026", "31/03/2026", "30/04/2026"]


def test_due_days_end_with_the_instrument_or_after_one() -> None:
    assert len(list(due_days(FIRST, 3, at("2026-08-01 00:00")))) == 3
    assert list(due_days(FIRST, 0, None)) == [FIRST]
    assert list(due_days(FIRST, 0, at("2026-01-01 00:00"))) == []


def test_the_first_due_day_that_nobody_answered_for_counts() -> None:
    now = at("2026-03-01 09:00")
    answered = [FIRST]
    february = at("2026-02-28 23:59")
    assert standing_of(FIRST, 1, None, answered, now) == Due(february, lapsed=True, soon=False)
    assert standing_of(FIRST, 1, None, [FIRST, february], now).lapsed is False
    assert standing_of(FIRST, 0, None, answered, now).next_due is None
    assert standing_of(FIRST, 0, None, [], at("2026-01-25 09:00")).soon


def test_reminders_come_two_weeks_before_the_day_before_and_when_it_passed() -> None:
    moments = []
    moment = at("2025-12-01 00:00")
    while (following := remind_at(FIRST, moment)) is not None:
        moments.append(FIRST - following)
        moment = following
    assert moments == [timedelta(days=14), timedelta(days=1), timedelta(0)]
