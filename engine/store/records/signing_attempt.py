"""Signing attempts: a signature under way, so that a crash can lose nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class SigningAttemptRow(OfDossier, Record):
    __tablename__ = "signing_attempt"
    __table_args__ = (
        Index(
            "signing_attempt_waiting_idx",
            "begun_at",
            postgresql_where=text("status IN ('begun', 'made')"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    task_id: Mapped[UUID]
    document_id: Mapped[UUID]
    kind: Mapped[str]
    """sign | seal."""
    status: Mapped[str]
    """begun | made | finished | refused."""
    shown_sha256: Mapped[str]
    mandate_id: Mapped[str]
    begun_sha256: Mapped[str | None]
    raw_signature: Mapped[bytes | None]
    tries: Mapped[int]
    trouble: Mapped[str | None]
    actor_id: Mapped[UUID | None]
    begun_at: Mapped[datetime]
    changed_at: Mapped[datetime]
