"""Runs over the dossiers that a change of the register moves, kept until they are through."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class RegisterRunRow(Record):
    """One change and its moves; it survives who works on it."""

    __tablename__ = "register_run"
    __table_args__ = (
        Index("register_run_open_idx", "asked_at", postgresql_where=text("done_at IS NULL")),
        Index("register_run_record_idx", "record_id", "asked_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """What was done to the record (`engine.core.register_change.KINDS`)."""
    record_id: Mapped[UUID]
    number: Mapped[str | None]
    """Of the instrument, where it is one."""
    reason: Mapped[str | None]
    at: Mapped[datetime]
    """When the change holds from; usually when it was asked."""
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[UUID | None]
    """Null: time itself, an instrument or an appointment came to its end."""
    reach: Mapped[dict[str, Any]]
    """Units, posts, persons and procedures whose open tasks the change can move."""
    foreseen: Mapped[int]
    """Dossiers that the preview named."""
    trouble: Mapped[str | None]
    done_at: Mapped[datetime | None]
