"""Counters: serials that may have gaps, such as those of dossier codes."""

from __future__ import annotations

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class CounterRow(Record):
    __tablename__ = "counter"

    scope: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger)
    """The last one given."""
