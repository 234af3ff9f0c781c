"""An administrator gives a new first password, or takes a lost second factor off an account."""

from __future__ import annotations

from uuid import UUID

from engine.actions.accounts.keep.office import account_to_keep, refuse_left, require_admin
from engine.actions.accounts.proof import hash_password
from engine.actions.actor import Actor
from engine.outside.one_time import new_password
from engine.outside.outside import Outside
from engine.store.accounts import keep_recovery_codes, note_event
from engine.store.sessions import end_sessions


def reset_password(outside: Outside, actor: Actor, person_id: UUID) -> str:
    """The new password, shown once; sessions end, waits after wrong tries are forgotten. Raises
    NotYours, NotFound, AlreadyDone."""
    password = new_password()
    password_hash = hash_password(password)
    with outside.sessions.begin() as session:
        require_admin(session, outside, actor)
        account = account_to_keep(session, person_id)
        refuse_left(account)
        now = outside.clock.now()
        account.password_hash = password_hash
        account.must_change = True
        account.failed_tries, account.failed_at = 0, None
        end_sessions(session, person_id, now)
        note_event(session, now, person_id, actor.person_id, "reset", None)
    return password


def reset_totp(outside: Outside, actor: Actor, person_id: UUID) -> None:
    """The telephone was lost: the person sets the second factor up again. Raises NotYours,
    NotFound, AlreadyDone."""
    with outside.sessions.begin() as session:
        require_admin(session, outside, actor)
        account = account_to_keep(session, person_id)
        refuse_left(account)
        now = outside.clock.now()
        account.totp_secret = account.totp_since = account.totp_step = None
        keep_recovery_codes(session, person_id, ())
        end_sessions(session, person_id, now)
        note_event(session, now, person_id, actor.person_id, "totp_reset", None)
