"""Commitments: what a delegation was made on condition of (điều kiện bảo đảm), and when due."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from engine.store.records.base import Record, Recorded, recorded_indexes


class CommitmentRow(Recorded, Record):
    """Attested, reminded, never a condition over dossiers: a lapsed one blocks nothing."""

    __tablename__ = "commitment"

    instrument_id: Mapped[UUID]
    said: Mapped[str]
    """In the words of the instrument: staff, budget, equipment …"""
    first_due: Mapped[datetime]
    """End of the day by which it is attested first."""
    every_months: Mapped[int] = mapped_column(Integer)
    """Months from one due day to the next; 0 = once."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (*recorded_indexes("commitment"), Index(None, "instrument_id"))
