"""Candidates: who may be asked to do an open task. Closing the task deletes its rows."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class CandidateRow(OfDossier, Record):
    __tablename__ = "candidate"
    __table_args__ = (Index("candidate_inbox_idx", "holder_id", "due_at", "dossier_id", "task_id"),)

    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    holder_id: Mapped[UUID] = mapped_column(primary_key=True)
    """A position, or a person for a grant to a named person."""
    due_at: Mapped[datetime | None]
    """The task's, repeated here: an inbox is one walk along the index, due first."""
