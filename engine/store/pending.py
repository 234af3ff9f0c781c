"""Rows of files that came before their dossier."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from engine.store.records import PendingUploadRow


def pending_of(
    session: Session, owner_id: UUID, ids: Iterable[UUID] | None = None
) -> list[PendingUploadRow]:
    """Files of one owner, as they came; of these ids only, where ids are given."""
    asked = select(PendingUploadRow).where(PendingUploadRow.owner_id == owner_id)
    if ids is not None:
        asked = asked.where(PendingUploadRow.id.in_(tuple(ids)))
    return list(session.scalars(asked.order_by(PendingUploadRow.kept_at, PendingUploadRow.id)))


def pending_size(session: Session, owner_id: UUID) -> tuple[int, int]:
    """How many files of one owner are kept, and their bytes together."""
    row = session.execute(
        select(func.count(), func.coalesce(func.sum(PendingUploadRow.size), 0)).where(
            PendingUploadRow.owner_id == owner_id
        )
    ).one()
    return int(row[0]), int(row[1])


def drop_pending(session: Session, owner_id: UUID, ids: Iterable[UUID]) -> list[UUID]:
    """Forget these rows; the ids of those that were there, whose bytes are to be erased next."""
    gone = session.scalars(
        delete(PendingUploadRow)
        .where(PendingUploadRow.owner_id == owner_id, PendingUploadRow.id.in_(tuple(ids)))
        .returning(PendingUploadRow.id)
    )
    return list(gone)


def drop_stale(session: Session, now: datetime, most: int) -> list[UUID]:
    """Forget what nobody came back for; the ids, whose bytes are to be erased next."""
    stale = (
        select(PendingUploadRow.id)
        .where(PendingUploadRow.kept_until <= now)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    gone = delete(PendingUploadRow).where(PendingUploadRow.id.in_(stale))
    return list(session.scalars(gone.returning(PendingUploadRow.id)))
