"""Where the paper dossier is: one row each time it changes hands."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class PaperPlaceRow(OfDossier, Record):
    __tablename__ = "paper_place"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """handed (on its way to them) | received (they have it)."""
    person_id: Mapped[UUID | None]
    """Who gets or has it; None where it goes to a unit."""
    unit_id: Mapped[UUID | None]
    at: Mapped[datetime]
    by_id: Mapped[UUID | None]
    """Who recorded it."""
