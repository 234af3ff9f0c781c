"""Who did a step last."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records import TaskRow


def last_doer(session: Session, dossier_id: UUID, element: str) -> UUID | None:
    """The person who last completed the step at this path; None when nobody has yet."""
    return session.scalars(
        select(TaskRow.closed_by_id)
        .where(
            TaskRow.dossier_id == dossier_id,
            TaskRow.element == element,
            TaskRow.parent_id.is_(None),
            TaskRow.status == "done",
            TaskRow.closed_by_id.is_not(None),
        )
        .order_by(TaskRow.closed_at.desc())
        .limit(1)
    ).first()
