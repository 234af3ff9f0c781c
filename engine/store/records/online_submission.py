"""What somebody fills in at home: kept until a desk takes it in, or until it is erased."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class OnlineSubmissionRow(Record):
    """No dossier yet, so no row of one: no clock runs and nothing of it stands in a history."""

    __tablename__ = "online_submission"
    __table_args__ = (
        Index(None, "secret_sha256", unique=True),
        Index(
            "online_submission_waiting_idx",
            "unit_id",
            "submitted_at",
            postgresql_where=text("status = 'submitted'"),
        ),
        Index(None, "erase_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    secret_sha256: Mapped[bytes]
    """Of the secret part of its address; the secret itself is kept by who fills it in."""
    code: Mapped[str]
    """What one says at the desk."""
    unit_id: Mapped[UUID]
    """The desk to which it goes."""
    procedure: Mapped[str]
    """Key of the choice at that desk."""
    status: Mapped[str]
    """draft | submitted | asked | received | refused."""
    applicant: Mapped[dict[str, Any]]
    submitter: Mapped[dict[str, Any]]
    """Who hands it in for the applicant; empty when that is the applicant."""
    answers: Mapped[dict[str, Any]]
    says: Mapped[str | None]
    """What the desk asks for, or why it refuses."""
    guidance: Mapped[str | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    erase_at: Mapped[datetime]
    opened_id: Mapped[UUID | None]
    """The dossier that it became."""
    decided_by_id: Mapped[UUID | None]
