"""The whole history, dossier by dossier, for whoever counts anew what the tables say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records import DossierRow, HistoryRow


@dataclass(frozen=True, slots=True)
class HistoryOf:
    """`entries` are canonical bytes, first to last. `unit_id`, the resolving unit, never changes
    and is no entry's."""

    dossier_id: UUID
    unit_id: UUID
    entries: tuple[bytes, ...]


def all_histories(session: Session) -> Iterator[HistoryOf]:
    """Of every dossier, some thousands of rows at a time."""
    rows = session.execute(
        select(HistoryRow.dossier_id, DossierRow.unit_id, HistoryRow.canonical)
        .join(DossierRow, DossierRow.id == HistoryRow.dossier_id)
        .order_by(HistoryRow.dossier_id, HistoryRow.seq)
        .execution_options(yield_per=5000)
    )
    for (dossier_id, unit_id), of in groupby(rows, itemgetter(0, 1)):
        yield HistoryOf(dossier_id, unit_id, tuple(row[2] for row in of))
