"""What applicants say of how their dossiers were handled: counted by unit and procedure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.store.records import DossierRow, RatingRow


@dataclass(frozen=True, slots=True)
class RatingCount:
    """How often each score was given, for dossiers of one procedure that one unit resolved."""

    unit_id: UUID
    """The resolving unit."""
    procedure: str
    """Slug."""
    scores: tuple[int, int, int, int, int]
    """How many gave 1, 2, 3, 4, 5."""

    @property
    def count(self) -> int:
        return sum(self.scores)

    @property
    def average(self) -> float:
        """1 to 5; a count is only kept where there is a rating."""
        return sum(score * n for score, n in enumerate(self.scores, start=1)) / self.count


def ratings(
    session: Session,
    first: datetime,
    last: datetime,
    *,
    units: Collection[UUID] | None = None,
    procedure: str | None = None,
) -> tuple[RatingCount, ...]:
    """Ratings first given from `first` up to, not including, `last`; of these resolving units, or
    of all. Who may see them is the caller's to ask. By unit and procedure."""
    asked = (
        select(DossierRow.unit_id, DossierRow.procedure, RatingRow.score, func.count())
        .join(DossierRow, DossierRow.id == RatingRow.dossier_id)
        .where(RatingRow.given_at >= first, RatingRow.given_at < last)
        .group_by(DossierRow.unit_id, DossierRow.procedure, RatingRow.score)
        .order_by(DossierRow.unit_id, DossierRow.procedure)
    )
    if units is not None:
        asked = asked.where(DossierRow.unit_id.in_(units))
    if procedure is not None:
        asked = asked.where(DossierRow.procedure == procedure)
    found: dict[tuple[UUID, str], list[int]] = {}
    for unit_id, slug, score, count in session.execute(asked):
        found.setdefault((unit_id, slug), [0] * 5)[score - 1] = count
    return tuple(
        RatingCount(unit_id, slug, (n[0], n[1], n[2], n[3], n[4]))
        for (unit_id, slug), n in found.items()
    )
