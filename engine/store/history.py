"""The history of a dossier as it was written."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
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
