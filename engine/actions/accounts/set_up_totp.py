"""A person joins an authenticator application to their account: begin, then confirm a code."""

from __future__ import annotations

import secrets

from engine.actions.accounts.give_code import CODE
from engine.actions.accounts.load_session import Session as Running
from engine.actions.accounts.waits import move_on
from engine.core.totp import SECRET_BYTES, steps_of
from engine.errors import AlreadyDone, InvalidAnswers
from engine.outside.one_time import hashed, new_recovery_codes
from engine.outside.outside import Outside
from engine.outside.sealed import seal, unseal
from engine.say import say
from engine.store.accounts import keep_recovery_codes, lock_account, note_event, take_step
from engine.store.records.account import AccountRow


def begin_totp(outside: Outside, mine: Running) -> None:
    """Make a new secret, to be confirmed. Raises AlreadyDone when the account has one."""
    with outside.sessions.begin() as session:
        account = lock_account(session, mine.actor.person_id)
        assert account is not None
        _refuse_second(account)
        account.totp_secret = seal(outside.settings.secret_key, secrets.token_bytes(SECRET_BYTES))
        account.totp_step = None


def confirm_totp(outside: Outside, mine: Running, given: str) -> tuple[str, ...]:
    """The application's first code is right: ten recovery codes, shown once. Raises
    InvalidAnswers, or AlreadyDone."""
    person_id, now = mine.actor.person_id, outside.clock.now()
    with outside.sessions.begin() as session:
        account = lock_account(session, person_id)
        assert account is not None
        _refuse_second(account)
        secret = unseal(outside.settings.secret_key, account.totp_secret or b"")
        code = "".join(given.split())
        if secret is None or not any(
            take_step(session, person_id, step) for step in steps_of(secret, code, now)
        ):
            raise InvalidAnswers(
                {
                    CODE: [
                        say(
                            "Mã không đúng; hãy xem giờ của điện thoại có đúng không, "
                            "rồi nhập mã đang hiện."
                        )
                    ]
                }
            )
        codes = new_recovery_codes()
        keep_recovery_codes(session, person_id, (hashed(c.replace("-", "")) for c in codes))
        account.totp_since = now
        note_event(session, now, person_id, person_id, "totp", None)
        move_on(session, outside, person_id, mine.id_hash)
    return codes


def _refuse_second(account: AccountRow) -> None:
    if account.totp_since is not None:
        raise AlreadyDone(
            say("Tài khoản đã có mã xác thực; quản trị có thể đặt lại khi mất điện thoại.")
        )
