"""Opinions: what a person says about a dossier without moving it alone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class OpinionRow(OfDossier, Record):
    """Consultations, votes, initials, declared conflicts of interest, and comments."""

    __tablename__ = "opinion"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    task_id: Mapped[UUID | None]
    kind: Mapped[str]
    """consultation | vote | initial | conflict | return | withdrawal | stop | comment."""
    person_id: Mapped[UUID]
    position_id: Mapped[UUID | None]
    value: Mapped[str | None]
    """What was said, as a code of its kind (agreed, objected, abstained …)."""
    reason: Mapped[str | None]
    document_id: Mapped[UUID | None]
    file_sha256: Mapped[str | None]
    """For an initial: the bytes it is bound to."""
    given_at: Mapped[datetime]
    void_at: Mapped[datetime | None]
    """For an initial: the later edit that voided it; for a comment: when its author struck it."""
