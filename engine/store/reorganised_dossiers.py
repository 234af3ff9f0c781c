"""The open dossiers of units whose work goes elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.core.reorganisation import Step, taker
from engine.store.records import BundleRow, DossierRow, TaskRow


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
    """Those whose ids follow `after`, in the order of their ids."""
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
    )
    if after is not None:
        asked = asked.where(d.id > after)
    for id, code, procedure, resolving, receiving, parties in session.execute(asked):
        named = dict.fromkeys((resolving, receiving, *map(UUID, parties.values())))
        ways = [(unit, to) for unit in named if (to := taker(steps, unit, procedure))]
        if ways:
            yield Going(id, code, procedure, tuple(ways))
