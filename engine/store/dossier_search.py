"""Writes and asks the words by which dossiers are found."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, insert
from sqlalchemy.orm import Session

from engine.core.dossier import Dossier
from engine.core.search_words import search_words
from engine.store.records import DossierSearchRow


def write_search_words(session: Session, dossier: Dossier) -> None:
    """Once, in the transaction that inserts the dossier."""
    said: list[str | None] = [dossier.code]
    for party in (dossier.applicant, dossier.submitter):
        if party is not None:
            said += [party.full_name, party.identity, party.phone]
    units = {dossier.unit_id, dossier.receiving_unit_id, *dossier.parties.values()}
    words = sorted(search_words(said) | {_unit(unit_id) for unit_id in units})
    session.execute(
        insert(DossierSearchRow).values(dossier_id=dossier.id, words=func.array_to_tsvector(words))
    )


def units_query(units: Iterable[UUID]) -> str:
    """Dossiers in which one of these units takes part, as `tsquery`; "" for no unit."""
    asked = " | ".join(f"'{_unit(unit_id)}'" for unit_id in units)
    return f"({asked})" if asked else ""


def _unit(unit_id: UUID) -> str:
    return f"u:{unit_id}"
