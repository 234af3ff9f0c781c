from __future__ import annotations

from datetime import UTC, datetime, timedelta

import time_machine

from engine.outside.clock import Clock


def test_the_clock_tells_the_system_time_in_utc() -> None:
    moment = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        assert Clock().now() == moment
        assert Clock().now().utcoffset() == timedelta(0)
