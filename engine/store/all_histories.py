"""The whole history, dossier by dossier, for whoever counts anew what the tables say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records import DossierRow, HistoryRow, PositionRow


@dataclass(frozen=True, slots=True)
class HistoryOf:
    """`entries` are canonical bytes, first to last. The resolving unit and the parties (name to
    unit) never change and are no entry's."""

    dossier_id: UUID
    unit_id: UUID
    parties: Mapping[str, str]
    entries: tuple[bytes, ...]


def all_histories(session: Session) -> Iterator[HistoryOf]:
    """Of every dossier, some thousands of rows at a time."""
    rows = session.execute(
        select(HistoryRow.dossier_id, DossierRow.unit_id, DossierRow.parties, HistoryRow.canonical)
        .join(DossierRow, DossierRow.id == HistoryRow.dossier_id)
        .order_by(HistoryRow.dossier_id, HistoryRow.seq)
        .execution_options(yield_per=5000)
    )
    for (dossier_id, unit_id, parties), of in groupby(rows, itemgetter(0, 1, 2)):
        yield HistoryOf(dossier_id, unit_id, parties, tuple(row[3] for row in of))


def seats_by_unit(session: Session) -> dict[str, str]:
    """The unit of every seat that the register knows now, by id."""
    rows = session.execute(
        select(PositionRow.id, PositionRow.unit_id).where(PositionRow.recorded_to.is_(None))
    )
    return {str(id_): str(unit_id) for id_, unit_id in rows}
