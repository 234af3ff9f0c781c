"""Files that came before their dossier: checked, kept for a short while, then taken or erased."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class PendingUploadRow(Record):
    """The bytes lie in the pending folder under this row's id, apart from papers of dossiers."""

    __tablename__ = "pending_upload"
    __table_args__ = (Index(None, "kept_until"),)

    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    """The officer who fills the page in, or the online submission."""
    id: Mapped[UUID] = mapped_column(primary_key=True)
    component: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    pages: Mapped[int | None]
    file_sha256: Mapped[str]
    kept_at: Mapped[datetime]
    kept_until: Mapped[datetime]
