"""How a person proves to be themselves, and how wrong tries are slowed down."""

from __future__ import annotations

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from engine.errors import NotYours
from engine.say import say
from engine.store.records.account import AccountRow

FREE_TRIES = 5
LONGEST_WAIT = timedelta(minutes=15)
_hasher = PasswordHasher()
NOBODY = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    """As it is kept: argon2id with the library's present parameters. Slow on purpose."""
    return _hasher.hash(password)


def verify(password_hash: str, password: str) -> bool:
    """Whether this is the password; a hash that cannot be read is nobody's. Slow on purpose."""
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def wait_left(tries: int, failed_at: datetime | None, now: datetime) -> timedelta | None:
    """After five wrong ones the account waits, twice as long each time; None: it need not."""
    if failed_at is None or tries < FREE_TRIES:
        return None
    pause = min(timedelta(seconds=15) * 2 ** min(tries - FREE_TRIES, 10), LONGEST_WAIT)
    left = failed_at + pause - now
    return left if left > timedelta(0) else None


def refuse_hurry(account: AccountRow, now: datetime) -> None:
    """Raises NotYours while the account has to wait after wrong passwords or codes."""
    wait = wait_left(account.failed_tries, account.failed_at, now)
    if wait is not None:
        raise NotYours(
            say(
                "Nhập sai nhiều lần; hãy thử lại sau %(minutes)s phút.",
                minutes=max(1, round(wait.total_seconds() / 60)),
            ),
            "too_many_tries",
        )
