"""A signed document is issued on its day, or on the next working day at the latest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from engine.core.issue_day import issue_is_late, last_issue_day
from tests.engine.core.clock.offices import at, plain


@pytest.mark.parametrize(
    ("signed", "last"),
    [
        ("2026-03-09 09:00", date(2026, 3, 10)),
        ("2026-03-13 23:59", date(2026, 3, 16)),
        ("2026-03-14 00:00", date(2026, 3, 16)),
    ],
)
def test_the_next_working_day_is_the_latest(signed: str, last: date) -> None:
    assert last_issue_day(plain(), at(signed)) == last
    assert not issue_is_late(plain(), at(signed), at(f"{last} 23:59"))
    assert issue_is_late(plain(), at(signed), at(f"{last} 23:59") + timedelta(minutes=1))
