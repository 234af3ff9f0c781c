"""Ratings: what an applicant says of how a dossier was handled, once a dossier."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped

from engine.store.records.base import OfDossier, Record


class RatingRow(OfDossier, Record):
    __tablename__ = "rating"

    score: Mapped[int]
    """1 (very bad) to 5 (very good)."""
    words: Mapped[str | None]
    """In the applicant's own words; kept here alone, the history has their hash."""
    given_at: Mapped[datetime]
    """When it was given first: from then on it may be changed for some days."""
    changed_at: Mapped[datetime]
