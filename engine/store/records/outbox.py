"""The outbox: what must leave the house or be done by the worker, written before it happens."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class OutboxRow(OfDossier, Record):
    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_waiting_idx", "not_before", postgresql_where=text("done_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, Any]]
    not_before: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    """A worker has it until then, by the server's own clock, which no demonstration moves."""
    tries: Mapped[int]
    """How often it was taken."""
    trouble: Mapped[str | None]
    """Why the last try failed, in one sentence for the operator."""
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
