"""Whether a page has been sent before."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from engine.store.records import IdempotencyRow


def seen(session: Session, dossier_id: UUID, actor_id: UUID, key: str) -> bool:
    """Whether this actor has moved this dossier under this key. Two at once: one is Overtaken."""
    return session.get(IdempotencyRow, (dossier_id, actor_id, key)) is not None
