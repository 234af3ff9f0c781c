"""Recomputes: after an edit of a calendar the open dossiers are counted anew, batch by batch."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class RecomputeRow(Record):
    """One run over the open dossiers that a calendar counts; it survives who works on it."""

    __tablename__ = "recompute"
    __table_args__ = (
        Index("recompute_open_idx", "asked_at", postgresql_where=text("done_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[UUID | None]
    """Null: the dossiers of all units that have no calendar of their own."""
    calendar_version: Mapped[int]
    decision: Mapped[str | None]
    asked_at: Mapped[datetime]
    total: Mapped[int]
    """Open dossiers when it was asked for."""
    last_id: Mapped[UUID | None]
    """Dossiers up to this one are done, in the order of their ids."""
    seen: Mapped[int]
    changed: Mapped[int]
    unknown: Mapped[int]
    """Dossiers that could not be counted, as the calendar does not reach so far: they keep the
    times they have."""
    trouble: Mapped[str | None]
    """Why the last batch failed, in one sentence for the operator."""
    done_at: Mapped[datetime | None]
