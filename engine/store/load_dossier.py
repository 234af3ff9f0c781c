"""Reads a dossier alone."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.dossier import Dossier, Party
from engine.errors import NotFound
from engine.say import say
from engine.store.bundles import load_bundle
from engine.store.records import DossierRow
from engine.store.select_dossier import Selected, select_dossier


class DossierKey(NamedTuple):
    """How people find a dossier: its code, and the secret part of its public address."""

    code: str
    lookup_code: str


def no_dossier() -> NotFound:
    """Said of what is not there and of what is another unit's alike: nobody can tell them apart."""
    return NotFound(say("Không có hồ sơ này, hoặc hồ sơ không thuộc đơn vị của ông/bà."))


def load_dossier(session: Session, dossier_id: UUID) -> Dossier:
    """The dossier at its present version. Raises NotFound."""
    return dossier_from(session, dossier_id, select_dossier(session, dossier_id))


def dossier_key(session: Session, dossier_id: UUID) -> DossierKey | None:
    """Whether there is such a dossier, and under which names."""
    row = session.execute(
        select(DossierRow.code, DossierRow.lookup_code).where(DossierRow.id == dossier_id)
    ).one_or_none()
    return None if row is None else DossierKey(row.code, row.lookup_code)


def dossier_from(session: Session, dossier_id: UUID, selected: Selected) -> Dossier:
    """The dossier out of what `select_dossier` read, with its pinned bundle. Raises NotFound."""
    if selected.code is None:
        raise no_dossier()
    return Dossier(
        id=dossier_id,
        code=selected.code,
        version=selected.version,
        bundle=load_bundle(session, selected.bundle_sha256),
        unit_id=selected.unit_id,
        receiving_unit_id=selected.receiving_unit_id,
        parties={name: UUID(unit_id) for name, unit_id in selected.parties.items()},
        status=selected.status,
        outcome=selected.outcome,
        state=selected.state,
        facts=selected.facts,
        applicant=_party(selected.applicant),
        submitter=None if selected.submitter is None else _party(selected.submitter),
        received_at=selected.received_at,
        due_at=selected.due_at,
        accountable_id=selected.accountable_id,
        history_hash=selected.history_hash,
        lookup_code=selected.lookup_code,
        statutory_due_at=selected.statutory_due_at,
        extended_at=selected.extended_at,
    )


def _party(row: dict[str, Any]) -> Party:
    return Party(row["full_name"], row["identity"], row["phone"], row["email"], row["address"])
