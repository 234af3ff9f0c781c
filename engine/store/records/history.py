"""History: the chained record of every Move."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class HistoryRow(OfDossier, Record):
    __tablename__ = "history"

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
