"""Timers: waits for the legal clock. Closing the task deletes the row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class TimerRow(OfDossier, Record):
    __tablename__ = "timer"

    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(index=True)
    text: Mapped[str]
    """The diagram's own words, from which a new calendar computes `due_at` again."""
