"""Papers of a dossier, as values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
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
    return _values(rows)


def papers_added_at(session: Session, dossier_id: UUID, at: datetime) -> tuple[PaperAdded, ...]:
    """What the Move of that moment brought."""
    rows = session.scalars(
        select(PaperRow)
        .where(PaperRow.dossier_id == dossier_id, PaperRow.added_at == at)
        .order_by(PaperRow.id)
    )
    return _values(rows)


def _values(rows: Iterable[PaperRow]) -> tuple[PaperAdded, ...]:
    return tuple(
        PaperAdded(
            row.id, row.component, row.name, row.media_type, row.size, row.pages, row.file_sha256
        )
        for row in rows
    )


def paper_of(session: Session, dossier_id: UUID, paper_id: UUID) -> PaperRow | None:
    """One paper of a dossier."""
    return session.get(PaperRow, (dossier_id, paper_id))
