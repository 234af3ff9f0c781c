"""Accounts, read and written by their person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from engine.store.records.account import AccountRow
from engine.store.records.person import PersonRow


def account_of_login(session: Session, login: str) -> AccountRow | None:
    """The account with this login, or None."""
    return session.scalars(select(AccountRow).where(AccountRow.login == login)).one_or_none()


def account_of_person(session: Session, person_id: UUID) -> AccountRow | None:
    """The person's account, or None."""
    return session.get(AccountRow, person_id)


def note_failure(session: Session, person_id: UUID, now: datetime) -> None:
    """One wrong password more; counted in the database, so that two at once are two."""
    session.execute(
        update(AccountRow)
        .where(AccountRow.person_id == person_id)
        .values(failed_tries=AccountRow.failed_tries + 1, failed_at=now)
    )


def note_success(session: Session, person_id: UUID) -> None:
    """A right password forgets the wrong ones."""
    session.execute(
        update(AccountRow)
        .where(AccountRow.person_id == person_id, AccountRow.failed_tries > 0)
        .values(failed_tries=0, failed_at=None)
    )


def person_name(session: Session, person_id: UUID) -> str:
    """The person's full name as the register knows it now."""
    return session.scalars(
        select(PersonRow.full_name).where(
            PersonRow.id == person_id, PersonRow.recorded_to.is_(None)
        )
    ).one()


def person_names(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    """Full names by id, as the register knows them now."""
    rows = session.execute(
        select(PersonRow.id, PersonRow.full_name).where(
            PersonRow.id.in_(ids), PersonRow.recorded_to.is_(None)
        )
    )
    return {row.id: row.full_name for row in rows}
