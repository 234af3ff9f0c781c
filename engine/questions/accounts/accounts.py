"""Accounts for those who keep them, and one's own: list, page, sessions, what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from engine.actions.accounts.keep.office import require_admin
from engine.actions.accounts.load_session import IDLE, LONGEST
from engine.actions.accounts.waits import ADMIN, needs_second_factor
from engine.actions.actor import Actor
from engine.core.authority.register import Power, Rank
from engine.core.move import TaskRef
from engine.core.vietnamese import fold
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.outside.sealed import unseal
from engine.questions.places import OPERATOR
from engine.say import say
from engine.store.accounts import account_of_person
from engine.store.api_tokens import tokens_of
from engine.store.bundles import load_bundle
from engine.store.people import person_name, person_names
from engine.store.records import (
    AccountEventRow,
    AccountRow,
    AppointmentRow,
    DossierRow,
    PersonRow,
    PositionRow,
    RecoveryCodeRow,
    SessionRow,
    TaskRow,
    UnitRow,
)
from engine.store.seats_held import signing_seats
from engine.store.time import read_time

MOST = 200
"""Accounts on a page; above it one searches."""
EVENTS = 50


@dataclass(frozen=True, slots=True)
class Post:
    """A seat, and what it opens, in words."""

    title: str
    unit: str
    opens: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One browser in which the person is signed in. `key` names it on the page."""

    key: str
    created_at: datetime
    seen_at: datetime
    agent: str
    address: str
    present: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Something done to an account, in words."""

    at: datetime
    by: str
    says: str


@dataclass(frozen=True, slots=True)
class LeftTask:
    """An open task that lies with the person."""

    ref: TaskRef
    dossier_code: str
    step_name: str
    unit: str


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token of the JSON API that is good."""

    id: UUID
    name: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """All of one account. `tasks` are what the head of the unit has to give to somebody else."""

    person_id: UUID
    full_name: str
    login: str
    state: str
    created_at: datetime
    must_change: bool
    second_factor: bool
    needs_second_factor: bool
    recovery_codes: int
    posts: tuple[Post, ...]
    sessions: tuple[SessionLine, ...]
    tasks: tuple[LeftTask, ...]
    events: tuple[Event, ...]
    tokens: tuple[TokenLine, ...]


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
        posts = _posts(session, ids, now)
        seen = _last_seen(session, ids)
        lines = tuple(
            AccountLine(
                person_id=account.person_id,
                full_name=name,
                login=account.login,
                posts=tuple(f"{p.title}, {p.unit}" for p in posts.get(account.person_id, ())),
                state=_state(account),
                second_factor=account.totp_since is not None,
                last_seen=seen.get(account.person_id),
            )
            for account, name in rows
        )
    return AccountList(lines, count or 0)


def account_page(outside: Outside, actor: Actor, person_id: UUID) -> AccountPage:
    """Raises NotYours; NotFound for a person without an account."""
    with outside.sessions.begin() as session:
        require_admin(session, outside, actor)
        return _page(session, outside, person_id, None)


def own_account(outside: Outside, actor: Actor, present: bytes) -> AccountPage:
    """One's own; `present` is the session that asks."""
    with outside.sessions.begin() as session:
        return _page(session, outside, actor.person_id, present)


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
        posts = _posts(session, [row.id for row in rows], now)
        return tuple(
            (
                row.id,
                row.full_name,
                "; ".join(f"{p.title}, {p.unit}" for p in held),
            )
            for row in rows
            for held in (posts.get(row.id, ()),)
        )


def totp_pending(outside: Outside, actor: Actor) -> bytes | None:
    """The new secret while it waits for its first code; None before and after."""
    with outside.sessions.begin() as session:
        account = account_of_person(session, actor.person_id)
        if account is None or account.totp_since is not None:
            return None
        return unseal(outside.settings.secret_key, account.totp_secret or b"")


def _page(
    session: Session, outside: Outside, person_id: UUID, present: bytes | None
) -> AccountPage:
    account = account_of_person(session, person_id)
    if account is None:
        raise NotFound(say("Không có tài khoản này."))
    now = read_time(session, outside.clock.now()).now
    codes = session.scalar(
        select(func.count()).where(
            RecoveryCodeRow.person_id == person_id, RecoveryCodeRow.used_at.is_(None)
        )
    )
    return AccountPage(
        person_id=person_id,
        full_name=person_name(session, person_id),
        login=account.login,
        state=_state(account),
        created_at=account.created_at,
        must_change=account.must_change,
        second_factor=account.totp_since is not None,
        needs_second_factor=needs_second_factor(session, outside, person_id),
        recovery_codes=codes or 0,
        posts=_posts(session, [person_id], now).get(person_id, ()),
        sessions=_sessions(session, person_id, outside.clock.now(), present),
        tasks=_tasks(session, person_id),
        events=_events(session, person_id),
        tokens=tuple(
            TokenLine(row.id, row.name, row.created_at, row.expires_at, row.used_at)
            for row in tokens_of(session, person_id, outside.clock.now())
        ),
    )


def _state(account: AccountRow) -> str:
    if account.left_at is not None:
        return "left"
    return "locked" if account.locked_at is not None else "open"


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


def _posts(session: Session, people: Sequence[UUID], now: datetime) -> dict[UUID, tuple[Post, ...]]:
    rows = session.execute(
        select(AppointmentRow.person_id, PositionRow, UnitRow.name)
        .join(PositionRow, PositionRow.id == AppointmentRow.position_id)
        .join(UnitRow, UnitRow.id == PositionRow.unit_id)
        .where(
            AppointmentRow.person_id.in_(people),
            *(row.recorded_to.is_(None) for row in (AppointmentRow, PositionRow, UnitRow)),
            AppointmentRow.valid_from <= now,
            or_(AppointmentRow.valid_to.is_(None), AppointmentRow.valid_to > now),
            PositionRow.valid_from <= now,
            or_(PositionRow.valid_to.is_(None), PositionRow.valid_to > now),
        )
        .order_by(PositionRow.title, UnitRow.name)
    ).all()
    signing = signing_seats(session, (row.PositionRow.id for row in rows), now)
    found: dict[UUID, list[Post]] = {}
    for person_id, position, unit in rows:
        found.setdefault(person_id, []).append(
            Post(position.title, unit, _opens(position, signs=position.id in signing))
        )
    return {person_id: tuple(posts) for person_id, posts in found.items()}


def _opens(position: PositionRow, *, signs: bool) -> tuple[str, ...]:
    """What the pages of this seat are, and what its powers let it do."""
    powers = {
        Power.RECEIVE: say("tiếp nhận hồ sơ"),
        Power.APPRAISE: say("thẩm định hồ sơ"),
        Power.DECIDE: say("quyết định"),
        Power.SIGN: say("ký văn bản"),
        Power.SEAL: say("đóng dấu văn bản"),
    }
    words = [powers[Power(power)] for power in position.powers]
    if signs:
        words.append(say("ký theo thẩm quyền trong danh mục"))
    if Power.RECEIVE in position.powers:
        words.append(say("sổ theo dõi hồ sơ"))
    if position.rank != Rank.STAFF:
        words.append(say("giao việc trong đơn vị"))
        words.append(say("xem ai đã mở hồ sơ"))
    if position.rank != Rank.STAFF or OPERATOR in position.roles:
        words.append(say("trang vận hành"))
    if ADMIN in position.roles:
        words.append(say("quản trị tài khoản"))
    return tuple(words) or (say("việc được giao theo quy trình"),)


def _last_seen(session: Session, people: Sequence[UUID]) -> dict[UUID, datetime]:
    rows = session.execute(
        select(SessionRow.person_id, func.max(SessionRow.seen_at).label("seen"))
        .where(SessionRow.person_id.in_(people))
        .group_by(SessionRow.person_id)
    )
    return {row.person_id: row.seen for row in rows}


def _sessions(
    session: Session, person_id: UUID, now: datetime, present: bytes | None
) -> tuple[SessionLine, ...]:
    """Those still good, the newest use first."""
    rows = session.scalars(
        select(SessionRow)
        .where(
            SessionRow.person_id == person_id,
            SessionRow.ended_at.is_(None),
            SessionRow.seen_at > now - IDLE,
            SessionRow.created_at > now - LONGEST,
        )
        .order_by(SessionRow.seen_at.desc())
    )
    return tuple(
        SessionLine(
            key=row.id_hash.hex(),
            created_at=row.created_at,
            seen_at=row.seen_at,
            agent=row.agent,
            address=row.address,
            present=row.id_hash == present,
        )
        for row in rows
    )


def _tasks(session: Session, person_id: UUID) -> tuple[LeftTask, ...]:
    rows = session.execute(
        select(TaskRow, DossierRow, UnitRow.name)
        .join(DossierRow, DossierRow.id == TaskRow.dossier_id)
        .outerjoin(UnitRow, (UnitRow.id == TaskRow.unit_id) & UnitRow.recorded_to.is_(None))
        .where(TaskRow.assignee_id == person_id, TaskRow.status == "open")
        .order_by(TaskRow.due_at.nulls_last(), TaskRow.id)
    )
    return tuple(
        LeftTask(
            TaskRef(task.dossier_id, task.id),
            dossier.code,
            load_bundle(session, dossier.bundle_sha256).compiled.elements[task.element].name,
            unit or "",
        )
        for task, dossier, unit in rows
    )


def _events(session: Session, person_id: UUID) -> tuple[Event, ...]:
    rows = session.scalars(
        select(AccountEventRow)
        .where(AccountEventRow.person_id == person_id)
        .order_by(AccountEventRow.id.desc())
        .limit(EVENTS)
    ).all()
    names = person_names(session, {row.by_id for row in rows})
    return tuple(Event(row.at, names.get(row.by_id, ""), _says(row)) for row in rows)


def _says(row: AccountEventRow) -> str:
    detail = row.detail or ""
    words = {
        "created": lambda: say("Tạo tài khoản “%(login)s”", login=detail),
        "reset": lambda: say("Đặt lại mật khẩu"),
        "password": lambda: say("Tự đổi mật khẩu"),
        "locked": lambda: say("Khóa tài khoản"),
        "unlocked": lambda: say("Mở khóa tài khoản"),
        "left": lambda: say("Ghi nhận nghỉ việc; kết thúc %(count)s bổ nhiệm", count=detail),
        "totp": lambda: say("Cài mã xác thực"),
        "totp_reset": lambda: say("Gỡ mã xác thực"),
        "recovery_used": lambda: say("Đăng nhập bằng mã dự phòng"),
        "sessions": lambda: say("Kết thúc %(count)s phiên khác", count=detail),
        "token": lambda: say("Tạo mã truy cập API “%(name)s”", name=detail),
        "token_revoked": lambda: say("Thu hồi mã truy cập API “%(name)s”", name=detail),
    }
    return words[row.kind]() if row.kind in words else row.kind
