"""Mandates: the register's answers as they were given."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class MandateRow(OfDossier, Record):
    __tablename__ = "mandate"
    __table_args__ = (
        Index(
            "mandate_chain_idx",
            literal_column("(content -> 'chain')").label("chain"),
            postgresql_using="gin",
            postgresql_ops={"chain": "jsonb_path_ops"},
            postgresql_where=text("content ->> 'power' IN ('decide', 'sign')"),
        ),
    )

    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    """SHA-256 of its canonical content, hex."""
    content: Mapped[dict[str, Any]]
    """`engine.core.authority.register.Mandate`, every field."""
    used_at: Mapped[datetime]
    """First use at this task."""
