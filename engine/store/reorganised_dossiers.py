"""The open dossiers of units whose work goes elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from engine.core.reorganisation import Step, taker
from engine.store.records import BundleRow, DossierRow, TaskRow

BATCH = 200
"""Dossiers of one statement: who wants only the next one does not read all that follow."""


@dataclass(frozen=True, slots=True)
class Going:
    """One open dossier that other units take over, with its resolving and receiving unit."""

    id: UUID
    code: str
    procedure: str
    ways: tuple[tuple[UUID, UUID], ...]


def going_dossiers(
    session: Session, steps: Sequence[Step], after: UUID | None = None
) -> Iterator[Going]:
    """Those whose ids follow `after`, in the order of their ids; read some at a time."""
    while rows := session.execute(_some(steps, after)).all():
        for id, code, procedure, resolving, receiving, parties in rows:
            named = dict.fromkeys((resolving, receiving, *map(UUID, parties.values())))
            ways = [(unit, to) for unit in named if (to := taker(steps, unit, procedure))]
            if ways:
                yield Going(id, code, procedure, tuple(ways))
        after = rows[-1].id


def _some(steps: Sequence[Step], after: UUID | None) -> Select[Any]:
    """Open dossiers in which one of the units takes part, a batch of them."""
    units = [step.unit_id for step in steps if step.into or step.by_procedure]
    d, t = DossierRow, TaskRow
    party = func.jsonb_each_text(d.parties).table_valued("key", "value")
    here = or_(
        d.unit_id.in_(units),
        d.receiving_unit_id.in_(units),
        select(party.c.key).where(party.c.value.in_([str(unit) for unit in units])).exists(),
        select(t.id).where(t.dossier_id == d.id, t.status == "open", t.unit_id.in_(units)).exists(),
    )
    called = func.coalesce(BundleRow.code, BundleRow.procedure)
    asked = (
        select(d.id, d.code, called, d.unit_id, d.receiving_unit_id, d.parties)
        .join(BundleRow, BundleRow.sha256 == d.bundle_sha256)
        .where(d.finished_at.is_(None), here)
        .order_by(d.id)
        .limit(BATCH)
    )
    return asked if after is None else asked.where(d.id > after)
