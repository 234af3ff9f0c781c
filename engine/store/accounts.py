"""Accounts, read and written by their person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from engine.store.records.account import AccountRow
from engine.store.records.account_event import AccountEventRow
from engine.store.records.recovery_code import RecoveryCodeRow


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


def lock_account(session: Session, person_id: UUID) -> AccountRow | None:
    """The person's account, held until the commit: two who change it come one after the other."""
    return session.get(AccountRow, person_id, with_for_update=True, populate_existing=True)


def take_step(session: Session, person_id: UUID, step: int) -> bool:
    """Use up a time step of the authenticator; False when it, or a later one, was used before."""
    taken = session.execute(
        update(AccountRow)
        .where(
            AccountRow.person_id == person_id,
            or_(AccountRow.totp_step.is_(None), AccountRow.totp_step < step),
        )
        .values(totp_step=step)
        .returning(AccountRow.person_id)
    )
    return taken.first() is not None


def take_recovery_code(session: Session, person_id: UUID, code_hash: bytes, now: datetime) -> bool:
    """Use up a recovery code; False when it is none, or was used before."""
    taken = session.execute(
        update(RecoveryCodeRow)
        .where(
            RecoveryCodeRow.person_id == person_id,
            RecoveryCodeRow.code_hash == code_hash,
            RecoveryCodeRow.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(RecoveryCodeRow.person_id)
    )
    return taken.first() is not None


def keep_recovery_codes(session: Session, person_id: UUID, hashes: Iterable[bytes]) -> None:
    """These codes and no others from now on."""
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.person_id == person_id))
    session.add_all(
        RecoveryCodeRow(person_id=person_id, code_hash=each, used_at=None) for each in hashes
    )


def note_event(
    session: Session, at: datetime, person_id: UUID, by_id: UUID, kind: str, detail: str | None
) -> None:
    """Keep who did what to an account. Rows are only added."""
    session.add(AccountEventRow(at=at, person_id=person_id, by_id=by_id, kind=kind, detail=detail))
