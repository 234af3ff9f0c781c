"""Absences: who is away from, to, and who does their work meanwhile (xử lý thay)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, declared_attr

from engine.store.records.base import Dated, Record, Recorded, recorded_indexes


class AbsenceRow(Recorded, Dated, Record):
    __tablename__ = "absence"

    person_id: Mapped[UUID]
    substitute_id: Mapped[UUID | None]
    """Null: nobody; the work waits in the seat's queue."""
    instrument_id: Mapped[UUID | None]
    """The `absence_cover` whose grants route the work; null without a substitute."""
    note: Mapped[str | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (*recorded_indexes("absence"), Index(None, "person_id"), Index(None, "valid_from"))
