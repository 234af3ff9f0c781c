"""The second factor at the door: a code of the application, or one of the recovery codes."""

from __future__ import annotations

import re

from engine.actions.accounts.load_session import Session as Running
from engine.actions.accounts.proof import refuse_hurry
from engine.actions.accounts.waits import move_on
from engine.core.totp import DIGITS, steps_of
from engine.errors import InvalidAnswers
from engine.outside.one_time import hashed
from engine.outside.outside import Outside
from engine.outside.sealed import unseal
from engine.say import say
from engine.store.accounts import (
    account_of_person,
    note_event,
    note_failure,
    note_success,
    take_recovery_code,
    take_step,
)

CODE = "code"


def give_code(outside: Outside, mine: Running, given: str) -> str | None:
    """What the session waits for now. Raises InvalidAnswers for a code that is wrong or was used,
    NotYours while the account has to wait. A code is good once, whoever gives it."""
    person_id, now = mine.actor.person_id, outside.clock.now()
    code = re.sub(r"[\s-]", "", given).upper()
    with outside.sessions.begin() as session:
        account = account_of_person(session, person_id)
        assert account is not None
        refuse_hurry(account, now)
        if len(code) == DIGITS:
            secret = unseal(outside.settings.secret_key, account.totp_secret or b"")
            right = secret is not None and any(
                take_step(session, person_id, step) for step in steps_of(secret, code, now)
            )
        else:
            right = take_recovery_code(session, person_id, hashed(code), now)
            if right:
                note_event(session, now, person_id, person_id, "recovery_used", None)
        if right:
            note_success(session, person_id)
            return move_on(session, outside, person_id, mine.id_hash)
        note_failure(session, person_id, now)
    raise InvalidAnswers(
        {CODE: [say("Mã không đúng hoặc đã dùng; hãy chờ mã tiếp theo rồi nhập lại.")]}
    )
