"""Why what a dossier waits for has not been done."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records.outbox import OutboxRow


def outbox_troubles(session: Session, dossier_id: UUID, tried: int) -> tuple[str, ...]:
    """The sentences of the rows that failed at least `tried` times and are still waiting."""
    rows = session.scalars(
        select(OutboxRow.trouble).where(
            OutboxRow.dossier_id == dossier_id,
            OutboxRow.done_at.is_(None),
            OutboxRow.trouble.is_not(None),
            OutboxRow.tries >= tried,
        )
    )
    return tuple(trouble for trouble in rows if trouble)
