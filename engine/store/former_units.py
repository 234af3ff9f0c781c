"""The units of a dossier before others took it over."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.acts import Reorganised
from engine.store.records import HistoryRow


def receiving_unit_at(session: Session, dossier_id: UUID, at: datetime) -> UUID | None:
    """The unit that had received it, when another has taken it over since `at`; else None."""
    canonical = session.scalars(
        select(HistoryRow.canonical)
        .where(
            HistoryRow.dossier_id == dossier_id,
            HistoryRow.kind == Reorganised.kind,
            HistoryRow.at > at,
        )
        .order_by(HistoryRow.seq)
        .limit(1)
    ).first()
    return None if canonical is None else UUID(json.loads(canonical)["former"][1])
