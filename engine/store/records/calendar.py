"""Working calendars: the hours of an office and the days that differ."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Integer
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record, Recorded


class CalendarRow(Recorded, Record):
    __tablename__ = "calendar"

    unit_id: Mapped[UUID | None]
    """Null: the calendar of all units that have none of their own."""
    version: Mapped[int]
    decision: Mapped[str | None]
    """The office's own decision on this version; null where none is needed."""
    weekly: Mapped[dict[str, Any]]
    """ISO weekday ("1" = Monday) to intervals [["08:00", "12:00"], …] of local time."""
    days: Mapped[dict[str, Any]]
    """ISO date to intervals for days that differ; no interval = closed."""
    known_years: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    decisions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Known year to the notice that decides its days off; null while expected (dự kiến)."""
