"""Links between dossiers, each kept on both sides."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class DossierLinkRow(OfDossier, Record):
    __tablename__ = "dossier_link"

    other_id: Mapped[UUID] = mapped_column(primary_key=True)
    relation: Mapped[str] = mapped_column(primary_key=True)
    """What the other is to this one: parent | child | apology | related."""
    other_code: Mapped[str]
    linked_at: Mapped[datetime]
