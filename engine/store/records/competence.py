"""Competences: by law, this position decides this procedure in this unit."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, declared_attr

from engine.store.records.base import Dated, Record, Recorded, recorded_indexes


class CompetenceRow(Recorded, Dated, Record):
    __tablename__ = "competence"

    procedure: Mapped[str]
    """National code of the procedure, or its slug where it has none."""
    unit_id: Mapped[UUID]
    position_id: Mapped[UUID]
    collective: Mapped[bool]
    powers: Mapped[list[str]]
    legal_basis: Mapped[str]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (*recorded_indexes("competence"), Index(None, "procedure", "unit_id"))
