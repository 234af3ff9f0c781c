"""What one person has seen of a task, and until when they put it aside."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class TaskViewRow(Record):
    """The person's own: it says nothing about the dossier and moves nothing."""

    __tablename__ = "task_view"
    __table_args__ = (
        Index(
            "task_view_snoozed_idx",
            "person_id",
            "snoozed_until",
            postgresql_where=text("snoozed_until IS NOT NULL"),
        ),
    )

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(primary_key=True)
    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime | None]
    """When the person last opened it; null for one that was put aside unread."""
    snoozed_until: Mapped[datetime | None]
    """It lies under "Tạm gác" until then, and comes back by itself."""
