"""Positions: seats in a unit. Authority belongs to them, not to people."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, declared_attr

from engine.store.records.base import Dated, Record, Recorded, recorded_indexes


class PositionRow(Recorded, Dated, Record):
    __tablename__ = "position"

    unit_id: Mapped[UUID]
    title: Mapped[str]
    rank: Mapped[str]
    """head | deputy | staff."""
    roles: Mapped[list[str]]
    """Roles that diagrams name as performers."""
    powers: Mapped[list[str]]
    """Powers that go with the seat."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (*recorded_indexes("position"), Index(None, "unit_id"))
