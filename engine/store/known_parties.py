"""The persons whom a desk knows, written with each dossier it takes in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.core.dossier import Party
from engine.core.known_party import MOST, keys, marks, party_id
from engine.store.records import KnownPartyKeyRow, KnownPartyRow, PartyDossierRow

MOST_KEYS = 200
"""Rows of keys looked at for one question: "nguyen" begins more names than anyone would read."""


def remember(
    session: Session,
    unit_id: UUID,
    dossier_id: UUID,
    applicant: Party,
    submitter: Party | None,
    now: datetime,
) -> None:
    """Keep who came, and that this dossier is the applicant's; call it with the reception."""
    people = {party_id(unit_id, each): each for each in (submitter, applicant) if each}
    known = sorted((id, each) for id, each in people.items() if id is not None)
    for id, each in known:  # in one order, so that two desks never wait for each other
        _put(session, unit_id, id, each, now)
    for mark in marks(applicant):
        row = insert(PartyDossierRow).values(unit_id=unit_id, mark=mark, opened_id=dossier_id)
        session.execute(row.on_conflict_do_nothing())


def _put(session: Session, unit_id: UUID, id: UUID, party: Party, now: datetime) -> None:
    said = {
        "full_name": party.full_name,
        "identity": party.identity,
        "phone": party.phone,
        "email": party.email,
        "address": party.address,
    }
    # What was said before and not said today is still true: nothing is asked twice.
    fresh = {name: value for name, value in said.items() if value}
    row = insert(KnownPartyRow).values(unit_id=unit_id, id=id, seen_at=now, **said)
    session.execute(
        row.on_conflict_do_update(
            index_elements=[KnownPartyRow.unit_id, KnownPartyRow.id],
            set_={**fresh, "seen_at": now},
        )
    )
    named = [{"unit_id": unit_id, "key": key, "party_id": id} for key in keys(party)]
    session.execute(insert(KnownPartyKeyRow).values(named).on_conflict_do_nothing())


def find_known(session: Session, unit_id: UUID, wanted: str) -> tuple[KnownPartyRow, ...]:
    """Those whose name, identity or phone begins with `wanted` (folded), last seen first."""
    row = KnownPartyKeyRow
    found = (
        select(row.party_id)
        .where(row.unit_id == unit_id, row.key >= wanted, row.key < wanted + "\U0010ffff")
        .order_by(row.key)
        .limit(MOST_KEYS)
    )
    rows = session.scalars(
        select(KnownPartyRow)
        .where(KnownPartyRow.unit_id == unit_id, KnownPartyRow.id.in_(found))
        .order_by(KnownPartyRow.seen_at.desc(), KnownPartyRow.full_name)
        .limit(MOST)
    )
    return tuple(rows)


def known_of(session: Session, unit_id: UUID, id: UUID) -> KnownPartyRow | None:
    """One of them, if this unit knows them."""
    return session.get(KnownPartyRow, (unit_id, id))


def dossiers_of(session: Session, unit_id: UUID, party_marks: Iterable[str]) -> tuple[UUID, ...]:
    """The dossiers of this applicant that the unit took in."""
    asked = select(PartyDossierRow.opened_id).where(
        PartyDossierRow.unit_id == unit_id, PartyDossierRow.mark.in_(tuple(party_marks))
    )
    return tuple(dict.fromkeys(session.scalars(asked)))
