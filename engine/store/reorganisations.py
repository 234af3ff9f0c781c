"""Reorganisations: which are due, and who works on one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records import ReorganisationRow

_ROW = ReorganisationRow


def due_reorganisations(session: Session, now: datetime) -> Sequence[UUID]:
    """Approved, not dropped, not through, and their day has come; the earliest first."""
    return session.scalars(
        select(_ROW.id)
        .where(
            _ROW.done_at.is_(None),
            _ROW.approved_at.is_not(None),
            _ROW.dropped_at.is_(None),
            _ROW.effective_at <= now,
        )
        .order_by(_ROW.effective_at, _ROW.id)
    ).all()


def take_reorganisation(session: Session, reorganisation_id: UUID) -> ReorganisationRow | None:
    """Locked until the commit; None when it is through, dropped, or another has it."""
    return session.scalars(
        select(_ROW)
        .where(_ROW.id == reorganisation_id, _ROW.done_at.is_(None), _ROW.dropped_at.is_(None))
        .with_for_update(skip_locked=True)
    ).first()


def reorganisations(session: Session) -> Sequence[ReorganisationRow]:
    """All of them, the newest day first."""
    return session.scalars(
        select(_ROW).order_by(_ROW.effective_at.desc(), _ROW.entered_at.desc())
    ).all()
