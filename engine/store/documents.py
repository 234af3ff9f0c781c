"""Documents and signing attempts of a dossier, as values."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from engine.core.dossier import Attempt, Document, Version
from engine.store.records.document import DocumentRow
from engine.store.records.document_version import DocumentVersionRow
from engine.store.records.signing_attempt import SigningAttemptRow


def load_document(session: Session, dossier_id: UUID, document_id: UUID) -> Document | None:
    """The document with its revisions from first to last, or None."""
    row = session.get(DocumentRow, (dossier_id, document_id), populate_existing=True)
    return None if row is None else _document(session, row)


def documents_of(
    session: Session, dossier_id: UUID, key: str | None = None
) -> tuple[Document, ...]:
    """Every document of the dossier, by key; of one key, if it is named."""
    rows = session.scalars(
        select(DocumentRow)
        .where(
            DocumentRow.dossier_id == dossier_id,
            true() if key is None else DocumentRow.key == key,
        )
        .order_by(DocumentRow.key, DocumentRow.id)
        .execution_options(populate_existing=True)
    )
    return tuple(_document(session, row) for row in rows)


def load_attempt(session: Session, dossier_id: UUID, attempt_id: UUID) -> Attempt | None:
    """One signing attempt, or None."""
    row = session.get(SigningAttemptRow, (dossier_id, attempt_id), populate_existing=True)
    return None if row is None else _attempt(row)


def attempts_of(session: Session, dossier_id: UUID, task_id: UUID) -> tuple[Attempt, ...]:
    """The attempts at a task, first to last."""
    rows = session.scalars(
        select(SigningAttemptRow)
        .where(SigningAttemptRow.dossier_id == dossier_id, SigningAttemptRow.task_id == task_id)
        .order_by(SigningAttemptRow.begun_at)
        .execution_options(populate_existing=True)
    )
    return tuple(_attempt(row) for row in rows)


def attempts_in_the_air(session: Session, dossier_id: UUID) -> tuple[Attempt, ...]:
    """The dossier's signatures that are begun or made, and not yet finished or refused."""
    rows = session.scalars(
        select(SigningAttemptRow)
        .where(
            SigningAttemptRow.dossier_id == dossier_id,
            SigningAttemptRow.status.in_(("begun", "made")),
        )
        .order_by(SigningAttemptRow.begun_at)
        .execution_options(populate_existing=True)
    )
    return tuple(_attempt(row) for row in rows)


def signed_at(session: Session, dossier_id: UUID, document_id: UUID) -> datetime | None:
    """When the personal signature that stands was made."""
    return session.scalars(
        select(SigningAttemptRow.begun_at)
        .where(
            SigningAttemptRow.dossier_id == dossier_id,
            SigningAttemptRow.document_id == document_id,
            SigningAttemptRow.kind == "sign",
            SigningAttemptRow.status == "finished",
        )
        .order_by(SigningAttemptRow.begun_at.desc())
        .limit(1)
    ).first()


def _document(session: Session, row: DocumentRow) -> Document:
    versions = session.scalars(
        select(DocumentVersionRow)
        .where(
            DocumentVersionRow.dossier_id == row.dossier_id,
            DocumentVersionRow.document_id == row.id,
        )
        .order_by(DocumentVersionRow.version)
    )
    return Document(
        id=row.id,
        key=row.key,
        kind=row.kind,
        status=row.status,
        number=row.number,
        symbol=row.symbol,
        issued_at=row.issued_at,
        register_id=row.register_id,
        evidence_sha256=row.evidence_sha256,
        task_id=row.task_id,
        versions=tuple(
            Version(v.version, v.stage, v.file_sha256, v.mandate_id, v.content_sha256)
            for v in versions
        ),
    )


def _attempt(row: SigningAttemptRow) -> Attempt:
    if row.actor_id is None:
        raise ValueError(f"signing attempt {row.id} has no actor")
    return Attempt(
        id=row.id,
        task_id=row.task_id,
        document_id=row.document_id,
        kind=row.kind,
        status=row.status,
        actor_id=row.actor_id,
        shown_sha256=row.shown_sha256,
        mandate_id=row.mandate_id,
        begun_sha256=row.begun_sha256,
        raw_signature=row.raw_signature,
        tries=row.tries,
        trouble=row.trouble,
        begun_at=row.begun_at,
    )
