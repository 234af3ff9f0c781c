"""Papers: what the applicant gave."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class PaperRow(OfDossier, Record):
    __tablename__ = "paper"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    component: Mapped[str]
    """Key of the component in the procedure's list of papers."""
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    pages: Mapped[int | None]
    file_sha256: Mapped[str]
    added_at: Mapped[datetime]
    added_by_id: Mapped[UUID | None]
