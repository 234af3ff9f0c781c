"""Numbers: every value that a register ever gave out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class NumberRow(Record):
    __tablename__ = "number"
    __table_args__ = (Index(None, "document_id"),)

    register_id: Mapped[UUID] = mapped_column(ForeignKey("number_register.id"), primary_key=True)
    value: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    status: Mapped[str]
    """reserved | assigned | cancelled."""
    dossier_id: Mapped[UUID]
    document_id: Mapped[UUID]
    reason: Mapped[str | None]
    """Why it was cancelled: a gap is a row with a reason."""
    reserved_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
