"""Somebody signs in with login and password; wrong ones are slowed down by the account."""

from __future__ import annotations

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.actions.actor import Actor
from engine.errors import NotYours
from engine.outside.outside import Outside
from engine.say import marked, say
from engine.store.accounts import account_of_login, note_failure, note_success, person_name

FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=15)
WRONG = marked("Tên đăng nhập hoặc mật khẩu không đúng.")
_hasher = PasswordHasher()
_nobody = _hasher.hash("nobody has this password")


def sign_in(outside: Outside, login: str, password: str) -> Actor:
    """The actor of this login. Raises NotYours; an unknown login and a wrong password are told
    alike, in the same time. After five wrong ones the account waits, twice as long each time."""
    now = outside.clock.now()
    with outside.sessions.begin() as session:
        account = account_of_login(session, login.strip().lower())
        right = _verify(account.password_hash if account else _nobody, password)
        if account is None:
            raise NotYours(say(WRONG), "wrong_password")
        if (wait := _wait(account.failed_tries, account.failed_at, now)) is not None:
            minutes = max(1, round(wait.total_seconds() / 60))
            raise NotYours(
                say("Đăng nhập sai nhiều lần; hãy thử lại sau %(minutes)s phút.", minutes=minutes),
                "too_many_tries",
            )
        if account.locked_at is not None:
            raise NotYours(say("Tài khoản đã bị khóa; hãy liên hệ quản trị."), "locked")
        if right:
            note_success(session, account.person_id)
            name = person_name(session, account.person_id)
            return Actor(account.person_id, name, account.login, account.session_epoch)
        note_failure(session, account.person_id, now)
    raise NotYours(say(WRONG), "wrong_password")


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _wait(tries: int, failed_at: datetime | None, now: datetime) -> timedelta | None:
    if failed_at is None or tries < FREE_TRIES:
        return None
    pause = min(timedelta(seconds=15) * 2 ** min(tries - FREE_TRIES, 10), LONGEST_WAIT)
    left = failed_at + pause - now
    return left if left > timedelta(0) else None
