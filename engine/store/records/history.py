"""History: the chained record of every Move."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class HistoryRow(OfDossier, Record):
    __tablename__ = "history"
    __table_args__ = (
        Index(
            "history_returned_idx",
            "dossier_id",
            "at",
            postgresql_where=text("kind = 'returned'"),
        ),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """The version that the Move made."""
    kind: Mapped[str]
    actor_id: Mapped[UUID | None]
    task_id: Mapped[UUID | None]
    at: Mapped[datetime]
    canonical: Mapped[bytes]
    """RFC 8785 bytes: the chain is over these, since jsonb re-orders keys."""
    previous: Mapped[bytes]
    hash: Mapped[bytes]
    """SHA-256(previous + canonical)."""
