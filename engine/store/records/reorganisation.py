"""Reorganisations: units that are renamed, abolished, merged or split on a day by one decision."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class ReorganisationRow(Record):
    """Entered by one, approved by another, carried out on its day by the worker."""

    __tablename__ = "reorganisation"
    __table_args__ = (
        Index(
            "reorganisation_due_idx",
            "effective_at",
            postgresql_where=text("done_at IS NULL AND approved_at IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    decision: Mapped[str]
    """Number and issuer of the act that orders it."""
    effective_at: Mapped[datetime]
    steps: Mapped[list[Any]]
    """`engine.core.reorganisation.Step`, as plain values."""
    entered_by_id: Mapped[UUID]
    entered_at: Mapped[datetime]
    approved_by_id: Mapped[UUID | None]
    approved_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    """It is not carried out; it stays to be read."""
    foreseen: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What the preview counted when it was approved."""
    register_done_at: Mapped[datetime | None]
    """Units, seats, posts and grants are changed; the dossiers follow one by one."""
    last_id: Mapped[UUID | None]
    """Dossiers up to this one are moved, in the order of their ids."""
    moved: Mapped[int]
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What was done, counted as the preview counts."""
    left: Mapped[list[Any]]
    """Code and why, of the dossiers that could not go: a person has to look at them."""
    trouble: Mapped[str | None]
    """Why the last part failed; it is tried again."""
    done_at: Mapped[datetime | None]
