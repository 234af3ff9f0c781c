"""The only place that asks what time it is."""

from __future__ import annotations

from datetime import UTC, datetime


class Clock:
    """Passed in wherever time matters; a test hands over a stopped one."""

    def now(self) -> datetime:
        """The system's time, aware, in UTC."""
        return datetime.now(UTC)
