"""When an apology must be drafted (văn bản xin lỗi và đề nghị gia hạn)."""

from __future__ import annotations

from datetime import datetime

from engine.core.clock.budget import OFFICE_MINUTES, TimeUnit
from engine.core.clock.calendar import MINUTE, Calendar


def apology_at(calendar: Calendar, due_at: datetime) -> datetime:
    """The latest moment (UTC) with a whole working day, 8 office hours, still before `due_at`.

    Where that is an opening, the closing before it: "chậm nhất trước 01 ngày" (provincial
    one-stop regulations; NĐ 297/2025/NĐ-CP Art 6). Of a term shorter than a day it lies before
    the reception, and where the calendar does not reach so far back, at its beginning.
    Raises CalendarUnknown for a `due_at` outside the known years.
    """
    position = calendar.position(due_at) - OFFICE_MINUTES[TimeUnit.WORKING_DAY] * MINUTE
    return calendar.beginning if position < 0 else calendar.moment(position)
