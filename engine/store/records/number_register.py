"""Number registers: one run of numbers per organisation, year and kind of document."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class NumberRegisterRow(Record):
    __tablename__ = "number_register"
    __table_args__ = (UniqueConstraint("unit_id", "year", "kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[UUID]
    year: Mapped[int]
    """Of local time: numbers begin again on 1 January, NĐ 30/2020 Art 15."""
    kind: Mapped[str]
    symbol: Mapped[str]
    """The part of the number after the slash."""
    next: Mapped[int]
