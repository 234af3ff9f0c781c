"""Sessions: opened, looked up once a request, ended."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from engine.store.api_tokens import revoke_tokens
from engine.store.records.account import AccountRow
from engine.store.records.person import PersonRow
from engine.store.records.session import SessionRow


class Found(NamedTuple):
    """A session with what every page wants of its account."""

    person_id: UUID
    full_name: str
    login: str
    created_at: datetime
    seen_at: datetime
    ended_at: datetime | None
    waits_for: str | None
    locked_at: datetime | None


def find_session(session: Session, id_hash: bytes) -> Found | None:
    """One SELECT by two keys: all that a request pays for knowing who asks."""
    row = session.execute(
        select(
            AccountRow.person_id,
            PersonRow.full_name,
            AccountRow.login,
            SessionRow.created_at,
            SessionRow.seen_at,
            SessionRow.ended_at,
            SessionRow.waits_for,
            AccountRow.locked_at,
        )
        .join(AccountRow, AccountRow.person_id == SessionRow.person_id)
        .join(PersonRow, (PersonRow.id == AccountRow.person_id) & PersonRow.recorded_to.is_(None))
        .where(SessionRow.id_hash == id_hash)
    ).one_or_none()
    return None if row is None else Found(*row)


def note_seen(session: Session, id_hash: bytes, now: datetime) -> None:
    """It was used now. An ended session stays as it is."""
    session.execute(
        update(SessionRow)
        .where(SessionRow.id_hash == id_hash, SessionRow.ended_at.is_(None))
        .values(seen_at=now)
    )


def wait_for(session: Session, id_hash: bytes, waits_for: str | None) -> None:
    """What the person has to do next before anything else; None: nothing any more."""
    session.execute(
        update(SessionRow).where(SessionRow.id_hash == id_hash).values(waits_for=waits_for)
    )


def end_sessions(
    session: Session,
    person_id: UUID,
    now: datetime,
    *,
    only: bytes | None = None,
    keep: bytes | None = None,
) -> int:
    """End the person's sessions: all, only one, or all but one. Answers how many ended. Where all
    end, an administrator has shut the doors: the tokens of programs end with them."""
    if only is None and keep is None:
        revoke_tokens(session, person_id, now)
    ending = update(SessionRow).where(
        SessionRow.person_id == person_id, SessionRow.ended_at.is_(None)
    )
    if only is not None:
        ending = ending.where(SessionRow.id_hash == only)
    if keep is not None:
        ending = ending.where(SessionRow.id_hash != keep)
    ended = session.execute(ending.values(ended_at=now).returning(SessionRow.id_hash))
    return len(ended.all())


def forget_old_sessions(session: Session, person_id: UUID, before: datetime) -> None:
    """Rows of sessions that began before this; all of them ended long ago."""
    session.execute(
        delete(SessionRow).where(SessionRow.person_id == person_id, SessionRow.created_at < before)
    )
