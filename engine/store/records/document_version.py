"""Versions of documents: one row for each revision, by its bytes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class DocumentVersionRow(OfDossier, Record):
    __tablename__ = "document_version"

    document_id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    stage: Mapped[str]
    """draft | shown | signed | sealed."""
    file_sha256: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    mandate_id: Mapped[str | None]
    content_sha256: Mapped[str | None]
    """Of what the page says, whoever signs it: by it an initial knows the page it was given to."""
    made_at: Mapped[datetime]
