"""Mentions: whom a comment on a dossier names."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class MentionRow(OfDossier, Record):
    __tablename__ = "mention"
    __table_args__ = (Index(None, "person_id", "at"),)

    opinion_id: Mapped[UUID] = mapped_column(primary_key=True)
    """The comment: an opinion of kind "comment"."""
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
