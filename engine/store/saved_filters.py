"""A person's saved filters."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from engine.store.records import SavedFilterRow


def filters_of(session: Session, person_id: UUID) -> Sequence[SavedFilterRow]:
    """In the order in which they were saved."""
    return session.scalars(
        select(SavedFilterRow)
        .where(SavedFilterRow.person_id == person_id)
        .order_by(SavedFilterRow.created_at, SavedFilterRow.id)
    ).all()


def delete_filter(session: Session, person_id: UUID, filter_id: UUID) -> None:
    """One that is not there is gone already."""
    session.execute(
        delete(SavedFilterRow).where(
            SavedFilterRow.person_id == person_id, SavedFilterRow.id == filter_id
        )
    )
