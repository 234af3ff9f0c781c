"""Which bundle is in force for a procedure, where and when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from engine.store.records.base import Dated, Record, Recorded, recorded_indexes


class ProcedureVersionRow(Recorded, Dated, Record):
    __tablename__ = "procedure_version"

    procedure: Mapped[str]
    """Slug."""
    unit_id: Mapped[UUID | None]
    """Null: for every unit that has no version of its own."""
    bundle_sha256: Mapped[str] = mapped_column(ForeignKey("bundle.sha256"))
    parties: Mapped[dict[str, Any]]
    """Party that the diagrams name after "@" to the id of its unit."""
    instrument_id: Mapped[UUID | None]
    """The delegation on which this version rests; it is chosen only while that is in force."""
    decision: Mapped[str | None]
    """The decision that approved this internal procedure."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (*recorded_indexes("procedure_version"), Index(None, "procedure", "unit_id"))
