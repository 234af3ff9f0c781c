"""Until when a person has looked at the comments that name them: a view, not a dossier's row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class MentionSeenRow(Record):
    __tablename__ = "mention_seen"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]
