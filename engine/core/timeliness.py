"""Before, on, or after its time: the outcome of a step and of a dossier (Mẫu 06, TT 03/2025)."""

from __future__ import annotations

from datetime import datetime

from engine.core.vietnamese import LOCAL

BEFORE, ON, AFTER = "before", "on", "after"


def timeliness(due_at: datetime | None, done_at: datetime) -> str | None:
    """`after` past the due second, `on` on the due day, `before` on an earlier day.

    None when no time was set. Days are those of Asia/Ho_Chi_Minh.
    """
    if due_at is None:
        return None
    if done_at > due_at:
        return AFTER
    same_day = done_at.astimezone(LOCAL).date() == due_at.astimezone(LOCAL).date()
    return ON if same_day else BEFORE
