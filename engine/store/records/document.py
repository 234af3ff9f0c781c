"""Documents: the papers that we write."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class DocumentRow(OfDossier, Record):
    __tablename__ = "document"
    __table_args__ = (Index(None, "register_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str]
    """Key of the document in the pinned bundle."""
    kind: Mapped[str]
    status: Mapped[str]
    """draft | shown | signed | ready | sealed | released | refused | dropped."""
    task_id: Mapped[UUID | None]
    number: Mapped[int | None]
    symbol: Mapped[str | None]
    issued_at: Mapped[datetime | None]
    register_id: Mapped[UUID | None]
    evidence_sha256: Mapped[str | None]
    """Stored revocation evidence for both signatures, gathered before the seal."""
    changed_at: Mapped[datetime]
