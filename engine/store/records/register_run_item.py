"""What a change of the register was to do with one dossier, and what it did."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class RegisterRunItemRow(OfDossier, Record):
    __tablename__ = "register_run_item"
    __table_args__ = (
        Index("register_run_item_run_idx", "run_id", "dossier_id"),
        Index(
            "register_run_item_waiting_idx",
            "run_id",
            postgresql_where=text("status = 'waiting'"),
        ),
    )

    run_id: Mapped[UUID] = mapped_column(primary_key=True)
    status: Mapped[str]
    """waiting | as_foreseen | otherwise | late (nobody foresaw it) | failed."""
    foreseen: Mapped[list[Any] | None]
    """The tasks' moves as the preview told them; null for a dossier that it did not name."""
    became: Mapped[list[Any] | None]
    """The moves as they were made."""
    trouble: Mapped[str | None]
    done_at: Mapped[datetime | None]
