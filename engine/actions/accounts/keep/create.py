"""An administrator makes an account for a person of the register, or for a new one."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.actions.accounts.keep.office import require_admin
from engine.actions.accounts.proof import hash_password
from engine.actions.accounts.waits import ADMIN, REGISTRAR
from engine.actions.actor import Actor
from engine.core.vietnamese import clean_text, fold, name_key
from engine.errors import InvalidAnswers
from engine.outside.one_time import new_password
from engine.outside.outside import Outside
from engine.say import say
from engine.store.accounts import account_of_login, account_of_person, note_event
from engine.store.people import person_names
from engine.store.records.account import AccountRow
from engine.store.records.person import PersonRow
from engine.store.register_epoch import bump_epoch
from engine.store.seats_held import seat_admin
from engine.store.time import read_time

LOGIN = re.compile(r"[a-z][a-z0-9_.]{2,31}")
LOGIN_FIELD, PERSON, NAME = "login", "person", "full_name"
LONGEST_NAME = 120
ADMIN_SEAT = "Quản trị hệ thống"
"""Title of the seat that keeps accounts, and of its unit where the register has none yet."""


def create(
    outside: Outside, actor: Actor, login: str, person_id: UUID | None, full_name: str
) -> tuple[UUID, str]:
    """The person's id and the first password, shown once and to be changed at the first sign-in.

    Without a `person_id` a new person of this name enters the register; posts are given there.
    Raises NotYours, and InvalidAnswers for what cannot be: then nothing is stored.
    """
    login, name = _login(login), _name(full_name) if person_id is None else ""
    password = new_password()
    password_hash = hash_password(password)
    try:
        with outside.sessions.begin() as session:
            office = require_admin(session, outside, actor)
            _require_free_login(session, login)
            if person_id is None:
                person_id = uuid4()
                _add_person(session, person_id, name, office, actor.person_id)
            else:
                _require_free(session, person_id)
            _add_account(session, outside, person_id, login, password_hash, actor.person_id)
    except IntegrityError:  # two at once with the same login or person
        raise _taken() from None
    return person_id, password


def create_by_hand(outside: Outside, login: str, full_name: str, *, admin: bool) -> str:
    """The first password of an account made on the server's own command line, by whoever installs
    the system: there is no administrator yet to ask. With `admin` the person gets the seat that
    keeps accounts. Raises InvalidAnswers: a login that cannot be or is taken, no name."""
    login, name = _login(login), _name(full_name)
    password = new_password()
    password_hash = hash_password(password)
    person_id = uuid4()
    try:
        with outside.sessions.begin() as session:
            office = read_time(session, outside.clock.now()).now
            _require_free_login(session, login)
            _add_person(session, person_id, name, office, person_id)
            if admin:
                seat_admin(session, person_id, (ADMIN, REGISTRAR), ADMIN_SEAT, office)
            _add_account(session, outside, person_id, login, password_hash, person_id)
    except IntegrityError:
        raise _taken() from None
    return password


def _login(login: str) -> str:
    login = login.strip().lower()
    if not LOGIN.fullmatch(login):
        raise InvalidAnswers(
            {
                LOGIN_FIELD: [
                    say(
                        "Tên đăng nhập gồm 3 đến 32 chữ thường không dấu, số, dấu chấm hoặc gạch "
                        "dưới, bắt đầu bằng chữ, ví dụ: an.nguyen."
                    )
                ]
            }
        )
    return login


def _require_free_login(session: Session, login: str) -> None:
    if account_of_login(session, login) is not None:
        raise _taken()


def _add_person(session: Session, id: UUID, name: str, office: datetime, by_id: UUID) -> None:
    bump_epoch(session)
    session.add(
        PersonRow(
            id=id,
            full_name=name,
            name_key=name_key(name),
            search_text=fold(name),
            recorded_from=office,
            recorded_by_id=by_id,
        )
    )


def _add_account(
    session: Session, outside: Outside, id: UUID, login: str, password_hash: str, by_id: UUID
) -> None:
    now = outside.clock.now()
    session.add(
        AccountRow(
            person_id=id,
            login=login,
            password_hash=password_hash,
            created_at=now,
            must_change=True,
            failed_tries=0,
        )
    )
    note_event(session, now, id, by_id, "created", login)


def _name(full_name: str) -> str:
    try:
        name = clean_text(full_name)
    except ValueError as fault:
        raise InvalidAnswers({NAME: [str(fault)]}) from None
    if not name or len(name) > LONGEST_NAME:
        raise InvalidAnswers(
            {PERSON: [say("Hãy chọn người trong danh mục, hoặc ghi họ và tên người mới.")]}
        )
    return name


def _require_free(session: Session, person_id: UUID) -> None:
    if person_id not in person_names(session, {person_id}):
        raise InvalidAnswers({PERSON: [say("Không có người này; hãy chọn trong danh sách.")]})
    if account_of_person(session, person_id) is not None:
        raise InvalidAnswers({PERSON: [say("Người này đã có tài khoản.")]})


def _taken() -> InvalidAnswers:
    said = say("Tên đăng nhập này đã có người dùng; hãy chọn tên khác.")
    return InvalidAnswers({LOGIN_FIELD: [said]})
