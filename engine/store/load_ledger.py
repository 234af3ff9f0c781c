"""Reads the ledger of the legal clock."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.move import LedgerEntry
from engine.store.cache import PerDatabase
from engine.store.records import LedgerRow
from engine.store.select_dossier import Selected

_ENDED: PerDatabase[tuple[LedgerEntry, ...]] = PerDatabase(4096)


def ledger_from(session: Session, dossier_id: UUID, selected: Selected) -> tuple[LedgerEntry, ...]:
    """All stops of the clock: first those that have ended, then those that run.

    A stop that has ended never changes, so the process keeps them until another one ends: a step
    of a dossier with two hundred supplements behind it costs what any other does.
    """
    last = selected.last_stop_ended_at
    if last is None:
        return selected.stops()
    mark = (dossier_id, selected.stops_ended, last)
    ended = _ENDED.of(session).get(mark, lambda: _read(session, dossier_id, last))
    return ended + selected.stops()


def _read(session: Session, dossier_id: UUID, last: datetime) -> tuple[LedgerEntry, ...]:
    rows = session.scalars(
        select(LedgerRow)
        .where(LedgerRow.dossier_id == dossier_id, LedgerRow.ends_at <= last)
        .order_by(LedgerRow.starts_at, LedgerRow.id)
    )
    return tuple(
        LedgerEntry(row.id, row.kind, row.policy, row.starts_at, row.ends_at, row.ground)
        for row in rows
    )
