"""Names for ids of posts, units and people, as the register knows them now or knew them last."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records import PersonRow, PositionRow, UnitRow


def names_of(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """By id as text: "Chủ tịch Ủy ban nhân dân phường X", the unit's name, the full name."""
    asked = [UUID(id) for id in ids]
    seats = session.execute(
        select(PositionRow.id, PositionRow.title, PositionRow.unit_id)
        .where(PositionRow.id.in_(asked))
        .order_by(PositionRow.row_id)
    ).all()
    units = session.execute(
        select(UnitRow.id, UnitRow.name)
        .where(UnitRow.id.in_([*asked, *(seat.unit_id for seat in seats)]))
        .order_by(UnitRow.row_id)
    ).all()
    named = {row.id: row.name for row in units}
    people = session.execute(
        select(PersonRow.id, PersonRow.full_name)
        .where(PersonRow.id.in_(asked))
        .order_by(PersonRow.row_id)
    ).all()
    return {
        **{str(id): name for id, name in named.items()},
        **{str(s.id): f"{s.title} {named.get(s.unit_id, '')}".strip() for s in seats},
        **{str(row.id): row.full_name for row in people},
    }
