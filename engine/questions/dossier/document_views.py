"""The documents of a dossier as pages list them: status, number, issuer, initials."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.dossier import Document
from engine.core.numbering import document_number
from engine.core.vietnamese import format_moment
from engine.questions.dossier.document_versions import Entries, version_views
from engine.questions.known import Known
from engine.questions.parts import DocumentView
from engine.questions.words import DOCUMENT
from engine.say import say
from engine.store.records import DocumentVersionRow, OpinionRow


def document_views(
    session: Session,
    known: Known,
    documents: Iterable[Document],
    opinions: Sequence[OpinionRow],
    entries: Entries,
) -> tuple[DocumentView, ...]:
    """Those that have been written at least once, in the procedure's order."""
    specs = {d.key: d for d in known.dossier.bundle.procedure.documents}
    order = {key: place for place, key in enumerate(specs)}
    written = [d for d in documents if d.versions]
    rows = _rows(session, known.dossier.id)
    return tuple(
        DocumentView(
            id=d.id,
            key=d.key,
            title=known.documents[d.id],
            status_words=say(DOCUMENT[d.status]),
            released=d.status == "released",
            number_text=number_text(d),
            issuer="".join(_issuer(known, specs[d.key].issuer) if d.key in specs else []),
            initials=tuple(_initials(known, d, opinions)),
            size=rows[d.id][-1].size,
            versions=version_views(d, rows[d.id], entries, opinions, known),
        )
        for d in sorted(written, key=lambda d: order.get(d.key, len(order)))
    )


def number_text(document: Document) -> str | None:
    """ "07/BS-UBND", or None while it has no number."""
    if document.number is None or document.symbol is None:
        return None
    return document_number(document.number, document.symbol)


def _issuer(known: Known, party: str) -> list[str]:
    return known.elsewhere(known.dossier.parties.get(party))


def _initials(known: Known, document: Document, opinions: Iterable[OpinionRow]) -> Iterable[str]:
    """Each person's last that still stands."""
    last = {
        given.person_id: given
        for given in opinions
        if given.kind == "initial" and given.document_id == document.id and not given.void_at
    }
    for given in last.values():
        yield say(
            "%(name)s ký nháy lúc %(time)s",
            name=known.name(given.person_id),
            time=format_moment(given.given_at),
        )


def _rows(session: Session, dossier_id: UUID) -> dict[UUID, list[DocumentVersionRow]]:
    """Every revision by its document, first to last."""
    found: dict[UUID, list[DocumentVersionRow]] = {}
    for row in session.scalars(
        select(DocumentVersionRow)
        .where(DocumentVersionRow.dossier_id == dossier_id)
        .order_by(DocumentVersionRow.version)
    ):
        found.setdefault(row.document_id, []).append(row)
    return found
