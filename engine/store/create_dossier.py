"""Inserts a dossier at version 0; its first Move follows in the same transaction."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy.orm import Session

from engine.core.dossier import Dossier, Party
from engine.core.vietnamese import fold
from engine.store.dossier_search import write_search_words
from engine.store.records import DossierRow


def create_dossier(session: Session, dossier: Dossier) -> None:
    """Insert the row of a dossier that is being received; `dossier.version` must be 0.

    Save the Move of its reception in the same transaction. Raises
    `sqlalchemy.exc.IntegrityError` when the id is taken: with an id derived from the page's
    idempotency key, that is the page sent twice at once.
    """
    if dossier.version != 0:
        raise ValueError("a new dossier has version 0")
    session.add(
        DossierRow(
            id=dossier.id,
            code=dossier.code,
            bundle_sha256=dossier.bundle.sha256,
            procedure=dossier.bundle.procedure.slug,
            unit_id=dossier.unit_id,
            receiving_unit_id=dossier.receiving_unit_id,
            parties={name: str(unit_id) for name, unit_id in dossier.parties.items()},
            status=dossier.status,
            outcome=dossier.outcome,
            version=0,
            state=dossier.state,
            facts=dict(dossier.facts),
            applicant=asdict(dossier.applicant),
            submitter=None if dossier.submitter is None else asdict(dossier.submitter),
            search_text=_search_text(dossier.code, dossier.applicant, dossier.submitter),
            received_at=dossier.received_at,
            due_at=dossier.due_at,
            accountable_id=dossier.accountable_id,
            history_hash=dossier.history_hash,
            lookup_code=dossier.lookup_code,
        )
    )
    session.flush()
    write_search_words(session, dossier)


def _search_text(code: str, *parties: Party | None) -> str:
    said = [code]
    for party in parties:
        if party is not None:
            said += [party.full_name, party.identity or "", party.phone or ""]
    return " ".join(fold(text) for text in said if text)
