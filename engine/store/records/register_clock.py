"""Up to when time alone has moved dossiers under way: one row, which the worker's round takes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Integer
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class RegisterClockRow(Record):
    __tablename__ = "register_clock"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    moved_until: Mapped[datetime | None]
    """The office's time; null before the first round."""
