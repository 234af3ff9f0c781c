"""Where the paper dossier is, and has been."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records import PaperPlaceRow


def last_place(session: Session, dossier_id: UUID) -> PaperPlaceRow | None:
    """The last that was recorded of it; None for a dossier without paper, or before anybody did."""
    return session.scalars(
        select(PaperPlaceRow)
        .where(PaperPlaceRow.dossier_id == dossier_id)
        .order_by(PaperPlaceRow.at.desc())
        .limit(1)
    ).first()
