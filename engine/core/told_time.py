"""A moment in the reader's language, where a sentence for people names it."""

from __future__ import annotations

from datetime import datetime

from engine.core.vietnamese import format_date, format_time
from engine.say import say


def tell_moment(at: datetime) -> str:
    """ "15:00 ngày 22/11/2026", local time. What is stored or printed uses `format_moment`."""
    return say("%(time)s ngày %(day)s", time=format_time(at), day=format_date(at))
