"""Somebody signs in with login and password; wrong ones are slowed down by the account."""

from __future__ import annotations

from engine.actions.accounts.proof import NOBODY, refuse_hurry, verify
from engine.actions.actor import Actor
from engine.errors import NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.accounts import account_of_login, note_failure, note_success
from engine.store.people import person_name

WINDOW_SECONDS = 900
MOST_WRONG = 100
"""Wrong tries of one address in a quarter of an hour; an office behind one address stays below."""


def sign_in(outside: Outside, login: str, password: str, address: str = "") -> Actor:
    """The actor of this login; `open_session` comes next. Raises NotYours; an unknown login and a
    wrong password are told alike, in the same time. `address` is where the try comes from: too many
    wrong ones from one address wait, whichever accounts they were for."""
    if address and outside.tries.count("password", address) >= MOST_WRONG:
        raise NotYours(
            say("Nơi này đã nhập sai quá nhiều lần; hãy thử lại sau 15 phút."), "too_many_tries"
        )
    try:
        return _proved(outside, login, password)
    except NotYours as refused:
        if address and refused.clause == "wrong_password":
            outside.tries.add("password", address, WINDOW_SECONDS)
        raise


def _proved(outside: Outside, login: str, password: str) -> Actor:
    now = outside.clock.now()
    with outside.sessions.begin() as session:
        account = account_of_login(session, login.strip().lower())
        right = verify(account.password_hash if account else NOBODY, password)
        if account is None:
            raise NotYours(_wrong(), "wrong_password")
        refuse_hurry(account, now)
        if account.locked_at is not None:
            raise NotYours(say("Tài khoản đã bị khóa; hãy liên hệ quản trị."), "locked")
        if right:
            note_success(session, account.person_id)
            name = person_name(session, account.person_id)
            return Actor(account.person_id, name, account.login)
        note_failure(session, account.person_id, now)
    raise NotYours(_wrong(), "wrong_password")


def _wrong() -> str:
    return say("Tên đăng nhập hoặc mật khẩu không đúng.")
