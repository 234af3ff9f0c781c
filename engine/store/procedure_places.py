"""Where procedures are decided: the units that law, an instrument or an internal procedure name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Subquery, func, select, union
from sqlalchemy.orm import Session

from engine.core.authority.register import TO_ANOTHER_BODY
from engine.store.records import (
    BundleRow,
    CompetenceRow,
    GrantRow,
    InstrumentRow,
    PositionRow,
    ProcedureVersionRow,
)

_CALLED = func.coalesce(BundleRow.code, BundleRow.procedure)


def units_deciding(session: Session, procedure: str) -> tuple[UUID, ...]:
    """Of one procedure (`Procedure.code_or_slug`), as known now."""
    places = _places()
    return tuple(
        session.scalars(select(places.c.unit_id).where(places.c.procedure == procedure).distinct())
    )


def units_by_procedure(session: Session) -> Mapping[str, frozenset[UUID]]:
    """Every procedure by code or slug, as known now, with the units that decide it."""
    places = _places()
    found: dict[str, set[UUID]] = defaultdict(set)
    for procedure, unit_id in session.execute(select(places.c.procedure, places.c.unit_id)):
        found[procedure].add(unit_id)
    return {procedure: frozenset(units) for procedure, units in sorted(found.items())}


def procedure_titles(session: Session) -> dict[str, str]:
    """Titles by code or slug, of the internal procedure that was loaded last."""
    rows = session.execute(select(_CALLED, BundleRow.title).order_by(BundleRow.loaded_at))
    return {row[0]: row[1] for row in rows}


def _places() -> Subquery:
    """Pairs of procedure and unit: an internal procedure of its own is in force there, the law
    names it, or an instrument that lists the procedure gives it to the unit."""
    bound = (
        select(_CALLED.label("procedure"), ProcedureVersionRow.unit_id.label("unit_id"))
        .join(BundleRow, BundleRow.sha256 == ProcedureVersionRow.bundle_sha256)
        .where(
            ProcedureVersionRow.recorded_to.is_(None),
            ProcedureVersionRow.valid_to.is_(None),
            ProcedureVersionRow.unit_id.is_not(None),
        )
    )
    by_law = select(CompetenceRow.procedure, CompetenceRow.unit_id).where(
        CompetenceRow.recorded_to.is_(None)
    )
    unit = func.coalesce(GrantRow.to_unit_id, PositionRow.unit_id)
    given = (
        select(func.unnest(GrantRow.procedures), unit)
        .select_from(GrantRow)
        .join(InstrumentRow, InstrumentRow.id == GrantRow.instrument_id)
        .outerjoin(
            PositionRow,
            (PositionRow.id == GrantRow.to_position_id) & PositionRow.recorded_to.is_(None),
        )
        .where(
            InstrumentRow.kind.in_(TO_ANOTHER_BODY),
            InstrumentRow.recorded_to.is_(None),
            GrantRow.recorded_to.is_(None),
            unit.is_not(None),
        )
    )
    return union(bound, by_law, given).subquery()
