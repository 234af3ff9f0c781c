"""A person changes their own password; every other session of theirs, and every token, ends."""

from __future__ import annotations

from engine.actions.accounts.load_session import Session as Running
from engine.actions.accounts.proof import hash_password, refuse_hurry, verify
from engine.actions.accounts.waits import move_on
from engine.core.passwords import faults
from engine.errors import InvalidAnswers
from engine.outside.outside import Outside
from engine.say import say
from engine.store.accounts import account_of_person, note_event, note_failure, note_success
from engine.store.api_tokens import revoke_tokens
from engine.store.sessions import end_sessions

OLD, NEW, AGAIN = "old", "new", "again"


def change_password(outside: Outside, mine: Running, old: str, new: str, again: str) -> str | None:
    """What the session waits for now. Raises InvalidAnswers, and NotYours while the account has
    to wait after wrong tries."""
    actor, now = mine.actor, outside.clock.now()
    wrong: dict[str, list[str]] = {}
    if found := faults(new, actor.login, actor.full_name):
        wrong[NEW] = list(found)
    elif new == old:
        wrong[NEW] = [say("Mật khẩu mới phải khác mật khẩu cũ.")]
    if new != again:
        wrong[AGAIN] = [say("Hai lần nhập mật khẩu mới không giống nhau.")]
    if wrong:
        raise InvalidAnswers(wrong)
    password_hash = hash_password(new)
    with outside.sessions.begin() as session:
        account = account_of_person(session, actor.person_id)
        assert account is not None
        refuse_hurry(account, now)
        right = verify(account.password_hash, old)
        if right:
            account.password_hash = password_hash
            account.must_change = False
            note_success(session, actor.person_id)
            end_sessions(session, actor.person_id, now, keep=mine.id_hash)
            revoke_tokens(session, actor.person_id, now)
            note_event(session, now, actor.person_id, actor.person_id, "password", None)
            return move_on(session, outside, actor.person_id, mine.id_hash)
        note_failure(session, actor.person_id, now)
    raise InvalidAnswers({OLD: [say("Mật khẩu đang dùng không đúng.")]})
