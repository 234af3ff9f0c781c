"""Full names of people, as the register knows them now."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records import PersonRow


def person_name(session: Session, person_id: UUID) -> str:
    """Of somebody who is there: an account, an appointment names them."""
    return person_names(session, (person_id,))[person_id]


def name_if_known(session: Session, person_id: UUID | None) -> str | None:
    """None for nobody, and for whom the register does not know."""
    return None if person_id is None else person_names(session, (person_id,)).get(person_id)


def person_names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    """By id; who is not known is not there."""
    rows = session.execute(
        select(PersonRow.id, PersonRow.full_name).where(
            PersonRow.id.in_(set(ids)), PersonRow.recorded_to.is_(None)
        )
    )
    return {row.id: row.full_name for row in rows}
