"""Passings: open tasks of a person that go to somebody else, or back to the queue, on a day."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class TaskPassingRow(Record):
    """One run over the tasks of one person; it survives who works on it."""

    __tablename__ = "task_passing"
    __table_args__ = (
        Index("task_passing_due_idx", "at", postgresql_where=text("done_at IS NULL")),
        Index(None, "ground_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    ground: Mapped[str]
    """transfer | absence."""
    ground_id: Mapped[UUID]
    """The appointment that ends, or the absence."""
    person_id: Mapped[UUID]
    to_id: Mapped[UUID | None]
    """Null: back to the queue of the seats that are asked."""
    at: Mapped[datetime]
    """Not before this moment of the office."""
    until: Mapped[datetime | None]
    """What lands on the person's desk until then passes on, too; null: it is done once."""
    asked_at: Mapped[datetime]
    by_id: Mapped[UUID]
    foreseen: Mapped[int]
    """Tasks that the preview showed."""
    moved: Mapped[int]
    stayed: Mapped[list[Any]]
    """Code of the dossier and why, of those that could not go."""
    done_at: Mapped[datetime | None]
