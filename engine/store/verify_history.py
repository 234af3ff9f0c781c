"""Recomputes the chain of a dossier's history."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.history import FIRST, chain
from engine.store.records import DossierRow, HistoryRow


def first_broken(session: Session, dossier_id: UUID) -> int | None:
    """The `seq` of the first row that is missing or not what was written; None if all is whole.

    Looks at every byte: the chain from the first row to the hash that the dossier keeps, and
    the columns beside the bytes, which lists are made of.
    """
    rows = session.scalars(
        select(HistoryRow).where(HistoryRow.dossier_id == dossier_id).order_by(HistoryRow.seq)
    )
    previous, expected = FIRST, 1
    for row in rows:
        if row.seq != expected or not _fits(row, previous):
            return expected
        previous, expected = row.hash, expected + 1
    version, last = session.execute(
        select(DossierRow.version, DossierRow.history_hash).where(DossierRow.id == dossier_id)
    ).one()
    return None if (version, last) == (expected - 1, previous) else expected


def _fits(row: HistoryRow, previous: bytes) -> bool:
    if row.previous != previous or row.hash != chain(previous, row.canonical):
        return False
    said = json.loads(row.canonical)
    actor, task = (None if i is None else str(i) for i in (row.actor_id, row.task_id))
    return (said["kind"], said["actor"], said["task"]) == (row.kind, actor, task)
