"""Mandates: the register's answers as they were given."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class MandateRow(OfDossier, Record):
    __tablename__ = "mandate"

    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    """SHA-256 of its canonical content, hex."""
    content: Mapped[dict[str, Any]]
    """`engine.core.authority.register.Mandate`, every field."""
    used_at: Mapped[datetime]
    """First use at this task."""
