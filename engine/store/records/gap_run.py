"""What was found of gaps and overlaps, one row a day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class GapRunRow(Record):
    __tablename__ = "gap_run"

    day: Mapped[str] = mapped_column(primary_key=True)
    """YYYY-MM-DD, by the office's clock."""
    started_at: Mapped[datetime]
    """By the system's clock: a run that died is taken up again some time after."""
    made_at: Mapped[datetime | None]
    """By the office's clock; null while it is under way."""
    until: Mapped[datetime]
    epoch: Mapped[int] = mapped_column(BigInteger)
    """Of the register that was asked: with another one the answers may be others."""
    pairs: Mapped[int]
    """How many procedures in units were asked about."""
    gaps: Mapped[list[Any]]
    overlaps: Mapped[list[Any]]
