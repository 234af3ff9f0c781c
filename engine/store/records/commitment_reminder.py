"""When the keepers of the register are next reminded of a commitment."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class CommitmentReminderRow(Record):
    """The worker's notebook, no fact of the register: one row a commitment, changed in place."""

    __tablename__ = "commitment_reminder"
    __table_args__ = (Index(None, "remind_at"),)

    commitment_id: Mapped[UUID] = mapped_column(primary_key=True)
    due: Mapped[datetime]
    remind_at: Mapped[datetime]
