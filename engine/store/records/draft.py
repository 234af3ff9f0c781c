"""Drafts: what a person is typing at an open task, theirs alone. Closing the task deletes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class DraftRow(Record):
    """The second index serves the Move that closes the task, for all who were typing."""

    __tablename__ = "draft"
    __table_args__ = (Index("draft_task_idx", "dossier_id", "task_id"),)

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(primary_key=True)
    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    """Which form of the task's pages: task | return | opinion | …"""
    content: Mapped[dict[str, Any]]
    """The fields by their names on the page, as typed."""
    saved_at: Mapped[datetime]
