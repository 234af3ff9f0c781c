"""Ratings as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.store.records import RatingRow


@dataclass(frozen=True, slots=True)
class Rating:
    """What an applicant says; `given_at` is when it was said first."""

    score: int
    words: str | None
    given_at: datetime


def rating_of(session: Session, dossier_id: UUID) -> Rating | None:
    """None while there is none."""
    row = session.get(RatingRow, dossier_id)
    return None if row is None else Rating(row.score, row.words, row.given_at)
