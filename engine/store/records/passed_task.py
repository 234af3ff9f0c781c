"""What a passing moved, for its digest and to reconcile it with its preview."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class PassedTaskRow(Record):
    __tablename__ = "passed_task"

    passing_id: Mapped[UUID] = mapped_column(primary_key=True)
    opened_id: Mapped[UUID] = mapped_column(primary_key=True)
    """The dossier."""
    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
