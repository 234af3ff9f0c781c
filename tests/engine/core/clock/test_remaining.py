from __future__ import annotations

import pytest

from engine.core.clock import remaining, say_remaining
from tests.engine.core.clock.offices import at, plain

_PLAIN = plain()


@pytest.mark.parametrize(
    ("now", "until", "words"),
    [
        ("2026-11-23 10:00", "2026-11-24 13:00", "Còn 1 ngày làm việc 2 giờ"),
        ("2026-11-23 10:00", "2026-11-24 10:00", "Còn 1 ngày làm việc"),
        ("2026-11-23 10:00", "2026-11-24 10:40", "Còn 1 ngày làm việc"),
        ("2026-11-20 16:30", "2026-11-23 08:15", "Còn 45 phút"),
        ("2026-11-23 10:00", "2026-11-23 14:20", "Còn 3 giờ 20 phút"),
        ("2026-11-23 14:00", "2026-11-23 11:00", "Quá 2 giờ"),
        ("2026-11-25 14:00", "2026-11-23 11:00", "Quá 2 ngày làm việc 2 giờ"),
        ("2026-11-21 09:00", "2026-11-20 17:00", "Vừa quá hạn"),
        ("2026-11-20 17:00", "2026-11-20 17:00", "Đến hạn"),
        ("2026-11-20 17:30", "2026-11-23 08:00", "Đến hạn"),
    ],
)
def test_what_is_left_is_said_in_office_time(now: str, until: str, words: str) -> None:
    assert say_remaining(remaining(_PLAIN, at(now), at(until))) == words


def test_at_the_due_moment_nothing_is_overdue_yet() -> None:
    assert not remaining(_PLAIN, at("2026-11-23 10:00"), at("2026-11-23 10:00")).overdue
    assert remaining(_PLAIN, at("2026-11-23 10:01"), at("2026-11-23 10:00")).overdue
