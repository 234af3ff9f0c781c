"""The dossiers that are linked with a dossier."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.move import DossierLinked
from engine.store.records.dossier_link import DossierLinkRow


def links_of(session: Session, dossier_id: UUID) -> tuple[DossierLinked, ...]:
    """Each other dossier and what it is to this one, the oldest link first."""
    rows = session.scalars(
        select(DossierLinkRow)
        .where(DossierLinkRow.dossier_id == dossier_id)
        .order_by(DossierLinkRow.linked_at, DossierLinkRow.other_code)
        .execution_options(populate_existing=True)
    )
    return tuple(DossierLinked(row.other_id, row.other_code, row.relation) for row in rows)
