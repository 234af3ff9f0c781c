"""Answers: what a person wrote in a form, kept whole."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class AnswerRow(OfDossier, Record):
    __tablename__ = "answer"

    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    form: Mapped[str]
    """Key of the form in the pinned bundle."""
    answers: Mapped[dict[str, Any]]
    given_at: Mapped[datetime]
    given_by_id: Mapped[UUID | None]
