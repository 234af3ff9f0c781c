"""Filters of the inbox that a person keeps under a name."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class SavedFilterRow(Record):
    """The conditions that are not null must all hold."""

    __tablename__ = "saved_filter"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    procedure: Mapped[str | None]
    """Slug."""
    element: Mapped[str | None]
    """Path of the step in the diagram."""
    holder_id: Mapped[UUID | None]
    """The post of which the task is asked."""
    words: Mapped[str | None]
    """Looked for in code, names and phones, as in the search."""
    created_at: Mapped[datetime]
