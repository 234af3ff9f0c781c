"""Clocks for tests: one that stands still until it is moved, one that runs but is shifted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from engine.core.vietnamese import LOCAL
from engine.outside.clock import Clock


class StoppedClock(Clock):
    """Stands at `at` until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        """Let time pass: `forward(minutes=5)`."""
        self.at += timedelta(**by)


class ShiftedClock(Clock):
    """Runs like the machine's, from `begins` on."""

    def __init__(self, begins: datetime) -> None:
        self._shift = begins - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._shift


def local(text: str) -> datetime:
    """A moment in UTC from the words of a Vietnamese clock: `local("2026-03-09 09:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL).astimezone(UTC)
