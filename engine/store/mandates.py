"""Mandates as they were given and used."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records.mandate import MandateRow


def sealing_unit(session: Session, dossier_id: UUID, mandate_id: str) -> UUID:
    """The unit whose seal and register a document signed under this mandate takes.

    Raises `sqlalchemy.exc.NoResultFound` for a mandate that was never used in the dossier.
    """
    content = session.scalars(
        select(MandateRow.content)
        .where(MandateRow.dossier_id == dossier_id, MandateRow.id == mandate_id)
        .limit(1)
    ).one()
    return UUID(content["seal_of"])


def capacity_of(session: Session, dossier_id: UUID, mandate_id: str) -> tuple[str, ...]:
    """The lines of the signature block that this mandate gave; () where it was never used."""
    content = session.scalars(
        select(MandateRow.content)
        .where(MandateRow.dossier_id == dossier_id, MandateRow.id == mandate_id)
        .limit(1)
    ).first()
    return () if content is None else tuple(content["capacity"])
