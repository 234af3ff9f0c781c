"""Messages that came for dossiers. Not a dossier's own: it may name one that nobody knows."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class MessageRow(Record):
    """The same id twice is one message."""

    __tablename__ = "message"
    __table_args__ = (
        Index("message_kept_idx", "received_at", postgresql_where=text("status = 'kept'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    correlation: Mapped[str]
    """Code of the dossier for which it came."""
    sender: Mapped[str]
    """Code of the dossier, or name of the system, from which it came."""
    content: Mapped[dict[str, Any]]
    """Facts and papers (by the hash of their bytes) that it brings."""
    status: Mapped[str]
    """delivered | kept (nobody waits for it; the operator sees why)."""
    reason: Mapped[str | None]
    dossier_id: Mapped[UUID | None]
    received_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
