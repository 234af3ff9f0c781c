"""All of one account: for those who keep them, and for its owner."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.actions.accounts.keep.office import require_admin
from engine.actions.accounts.load_session import IDLE, LONGEST
from engine.actions.accounts.waits import needs_second_factor
from engine.actions.actor import Actor
from engine.core.move import TaskRef
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.outside.sealed import unseal
from engine.questions.accounts.posts import Post, posts_of
from engine.say import say
from engine.store.accounts import account_of_person
from engine.store.api_tokens import tokens_of
from engine.store.bundles import load_bundle
from engine.store.people import person_name, person_names
from engine.store.records import (
    AccountEventRow,
    AccountRow,
    DossierRow,
    RecoveryCodeRow,
    SessionRow,
    TaskRow,
    UnitRow,
)
from engine.store.time import read_time

EVENTS = 50


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


def account_page(outside: Outside, actor: Actor, person_id: UUID) -> AccountPage:
    """Raises NotYours; NotFound for a person without an account."""
    with outside.sessions.begin() as session:
        require_admin(session, outside, actor)
        return _page(session, outside, person_id, None)


def own_account(outside: Outside, actor: Actor, present: bytes) -> AccountPage:
    """One's own; `present` is the session that asks."""
    with outside.sessions.begin() as session:
        return _page(session, outside, actor.person_id, present)


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
        state=state_of(account),
        created_at=account.created_at,
        must_change=account.must_change,
        second_factor=account.totp_since is not None,
        needs_second_factor=needs_second_factor(session, outside, person_id),
        recovery_codes=codes or 0,
        posts=posts_of(session, [person_id], now).get(person_id, ()),
        sessions=_sessions(session, person_id, outside.clock.now(), present),
        tasks=_tasks(session, person_id),
        events=_events(session, person_id),
        tokens=tuple(
            TokenLine(row.id, row.name, row.created_at, row.expires_at, row.used_at)
            for row in tokens_of(session, person_id, outside.clock.now())
        ),
    )


def state_of(account: AccountRow) -> str:
    """open | locked | left."""
    if account.left_at is not None:
        return "left"
    return "locked" if account.locked_at is not None else "open"


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
