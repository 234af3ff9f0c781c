"""The accounts, for those who keep them, and who has none yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from engine.actions.accounts.keep.office import require_admin
from engine.actions.actor import Actor
from engine.core.vietnamese import fold
from engine.outside.outside import Outside
from engine.questions.accounts.account_page import state_of
from engine.questions.accounts.posts import posts_of
from engine.store.records import (
    AccountRow,
    PersonRow,
    SessionRow,
)

MOST = 200
"""Accounts on a page; above it one searches."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One account of the list. `state` is open | locked | left."""

    person_id: UUID
    full_name: str
    login: str
    posts: tuple[str, ...]
    state: str
    second_factor: bool
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class AccountList:
    """`count` is the number of accounts that fit, of which `lines` are the first."""

    lines: tuple[AccountLine, ...]
    count: int


def account_list(outside: Outside, actor: Actor, search: str) -> AccountList:
    """By given name; `search` finds names, logins, without diacritics. Raises NotYours."""
    with outside.sessions.begin() as session:
        now = require_admin(session, outside, actor)
        fits = _fits(search)
        joined = (PersonRow.id == AccountRow.person_id) & PersonRow.recorded_to.is_(None)
        count = session.scalar(
            select(func.count()).select_from(AccountRow).join(PersonRow, joined).where(fits)
        )
        rows = session.execute(
            select(AccountRow, PersonRow.full_name)
            .join(PersonRow, joined)
            .where(fits)
            .order_by(PersonRow.name_key.collate("C"), AccountRow.login)
            .limit(MOST)
        ).all()
        ids = [account.person_id for account, _ in rows]
        posts = posts_of(session, ids, now)
        seen = _last_seen(session, ids)
        lines = tuple(
            AccountLine(
                person_id=account.person_id,
                full_name=name,
                login=account.login,
                posts=tuple(f"{p.title}, {p.unit}" for p in posts.get(account.person_id, ())),
                state=state_of(account),
                second_factor=account.totp_since is not None,
                last_seen=seen.get(account.person_id),
            )
            for account, name in rows
        )
    return AccountList(lines, count or 0)


def without_account(
    outside: Outside, actor: Actor, search: str
) -> tuple[tuple[UUID, str, str], ...]:
    """Persons of the register who have none: id, name, posts. Raises NotYours."""
    with outside.sessions.begin() as session:
        now = require_admin(session, outside, actor)
        has = select(AccountRow.person_id).where(AccountRow.person_id == PersonRow.id).exists()
        rows = session.execute(
            select(PersonRow.id, PersonRow.full_name)
            .where(PersonRow.recorded_to.is_(None), ~has, _named(search))
            .order_by(PersonRow.name_key.collate("C"))
            .limit(20)
        ).all()
        posts = posts_of(session, [row.id for row in rows], now)
        return tuple(
            (
                row.id,
                row.full_name,
                "; ".join(f"{p.title}, {p.unit}" for p in held),
            )
            for row in rows
            for held in (posts.get(row.id, ()),)
        )


def _named(search: str) -> ColumnElement[bool]:
    """Every word of the search stands in the name; no word: everyone."""
    return and_(
        *(PersonRow.search_text.contains(word, autoescape=True) for word in fold(search).split()),
        PersonRow.recorded_to.is_(None),
    )


def _fits(search: str) -> ColumnElement[bool]:
    login = fold(search)
    if not login:
        return _named("")
    return or_(_named(search), AccountRow.login.contains(login, autoescape=True))


def _last_seen(session: Session, people: Sequence[UUID]) -> dict[UUID, datetime]:
    rows = session.execute(
        select(SessionRow.person_id, func.max(SessionRow.seen_at).label("seen"))
        .where(SessionRow.person_id.in_(people))
        .group_by(SessionRow.person_id)
    )
    return {row.person_id: row.seen for row in rows}
