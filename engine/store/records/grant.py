"""Grants: the lines of an instrument."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Index, Text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from engine.store.records.base import Record, Recorded, recorded_indexes


class GrantRow(Recorded, Record):
    """Exactly one of the three targets is set."""

    __tablename__ = "grant"

    instrument_id: Mapped[UUID]
    from_position_id: Mapped[UUID]
    to_position_id: Mapped[UUID | None]
    to_unit_id: Mapped[UUID | None]
    to_person_id: Mapped[UUID | None]
    qualification: Mapped[str | None]
    procedures: Mapped[list[str] | None] = mapped_column(ARRAY(Text()))
    """Null: every procedure for which the grantor is competent."""
    powers: Mapped[list[str]]
    scope: Mapped[str | None]
    scope_example: Mapped[dict[str, Any] | None]
    """Facts that the condition must take in: tried before the instrument gets force."""
    valid_from: Mapped[datetime | None]
    """Null: as long as its instrument."""
    valid_to: Mapped[datetime | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            *recorded_indexes("grant"),
            Index(None, "from_position_id"),
            Index(None, "instrument_id"),
        )
