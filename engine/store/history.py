"""The history of a dossier as it was written."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.store.records import HistoryRow


def history_of(session: Session, dossier_id: UUID) -> tuple[tuple[datetime, bytes], ...]:
    """Time and canonical bytes of every entry, first to last."""
    rows = session.execute(
        select(HistoryRow.at, HistoryRow.canonical)
        .where(HistoryRow.dossier_id == dossier_id)
        .order_by(HistoryRow.seq)
    )
    return tuple((row.at, row.canonical) for row in rows)


def times_of(session: Session, dossier_id: UUID, kind: str) -> int:
    """How often an act of this kind was done to the dossier."""
    counted = select(func.count()).where(
        HistoryRow.dossier_id == dossier_id, HistoryRow.kind == kind
    )
    return session.scalars(counted).one()
