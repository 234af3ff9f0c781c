"""Papers of a dossier, as values."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.move import PaperAdded
from engine.store.records.paper import PaperRow


def papers_of(session: Session, dossier_id: UUID) -> tuple[PaperAdded, ...]:
    """Everything that was handed in, first to last."""
    rows = session.scalars(
        select(PaperRow)
        .where(PaperRow.dossier_id == dossier_id)
        .order_by(PaperRow.added_at, PaperRow.id)
    )
    return tuple(
        PaperAdded(
            row.id, row.component, row.name, row.media_type, row.size, row.pages, row.file_sha256
        )
        for row in rows
    )


def paper_of(session: Session, dossier_id: UUID, paper_id: UUID) -> PaperRow | None:
    """One paper of a dossier."""
    return session.get(PaperRow, (dossier_id, paper_id))
