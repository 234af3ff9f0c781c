"""Tokens of the JSON API: looked up once a request, listed, revoked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from engine.store.records.account import AccountRow
from engine.store.records.api_token import ApiTokenRow
from engine.store.records.person import PersonRow


class FoundToken(NamedTuple):
    """A token with what a request wants of its account."""

    person_id: UUID
    id: UUID
    full_name: str
    login: str
    used_at: datetime | None


def find_token(session: Session, token_hash: bytes, now: datetime) -> FoundToken | None:
    """None for one that is not, or no longer, good, and for accounts that could not sign in."""
    row = session.execute(
        select(
            AccountRow.person_id,
            ApiTokenRow.id,
            PersonRow.full_name,
            AccountRow.login,
            ApiTokenRow.used_at,
        )
        .join(AccountRow, AccountRow.person_id == ApiTokenRow.person_id)
        .join(PersonRow, (PersonRow.id == AccountRow.person_id) & PersonRow.recorded_to.is_(None))
        .where(
            ApiTokenRow.token_hash == token_hash,
            ApiTokenRow.revoked_at.is_(None),
            ApiTokenRow.expires_at > now,
            AccountRow.locked_at.is_(None),
            AccountRow.must_change.is_(False),
        )
    ).one_or_none()
    return None if row is None else FoundToken(*row)


def note_token_used(session: Session, person_id: UUID, id: UUID, now: datetime) -> None:
    """It was used now."""
    session.execute(
        update(ApiTokenRow)
        .where(ApiTokenRow.person_id == person_id, ApiTokenRow.id == id)
        .values(used_at=now)
    )


def tokens_of(session: Session, person_id: UUID, now: datetime) -> Sequence[ApiTokenRow]:
    """Those that are good, the newest first."""
    return session.scalars(
        select(ApiTokenRow)
        .where(*_good(person_id, now))
        .order_by(ApiTokenRow.created_at.desc(), ApiTokenRow.id)
    ).all()


def count_tokens(session: Session, person_id: UUID, now: datetime) -> int:
    """How many are good."""
    counted = select(func.count()).select_from(ApiTokenRow).where(*_good(person_id, now))
    return session.scalar(counted) or 0


def revoke_tokens(
    session: Session, person_id: UUID, now: datetime, *, only: UUID | None = None
) -> Sequence[str]:
    """Revoke all, or only one; answers the names of those that were good until now."""
    ending = update(ApiTokenRow).where(
        ApiTokenRow.person_id == person_id, ApiTokenRow.revoked_at.is_(None)
    )
    if only is not None:
        ending = ending.where(ApiTokenRow.id == only)
    return session.scalars(ending.values(revoked_at=now).returning(ApiTokenRow.name)).all()


def _good(person_id: UUID, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        ApiTokenRow.person_id == person_id,
        ApiTokenRow.revoked_at.is_(None),
        ApiTokenRow.expires_at > now,
    )
