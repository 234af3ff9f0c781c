"""Which rows of the register are not there yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records.base import Recorded


def missing(session: Session, rows: Sequence[Recorded]) -> list[Recorded]:
    """Those of the rows whose record the database has not in any version, in the same order."""
    asked: dict[type[Recorded], set[UUID]] = defaultdict(set)
    for row in rows:
        asked[type(row)].add(row.id)
    known = {
        (kind, each)
        for kind, ids in asked.items()
        for each in session.scalars(select(kind.id).where(kind.id.in_(ids)))
    }
    return [row for row in rows if (type(row), row.id) not in known]
