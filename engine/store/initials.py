"""Initials (ký nháy) on the documents of a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records.opinion import OpinionRow


@dataclass(frozen=True, slots=True)
class Initial:
    """An initial, bound to the bytes of the draft that was shown. `void` once it was edited."""

    id: UUID
    document_id: UUID | None
    file_sha256: str | None
    void: bool


def initials_of(session: Session, dossier_id: UUID, document_id: UUID) -> tuple[Initial, ...]:
    """Every initial that a document ever got, first to last."""
    rows = session.scalars(
        select(OpinionRow)
        .where(
            OpinionRow.dossier_id == dossier_id,
            OpinionRow.kind == "initial",
            OpinionRow.document_id == document_id,
        )
        .order_by(OpinionRow.given_at)
        .execution_options(populate_existing=True)
    )
    return tuple(
        Initial(row.id, row.document_id, row.file_sha256, row.void_at is not None) for row in rows
    )
