"""An administrator locks an account, or opens it again."""

from __future__ import annotations

from uuid import UUID

from engine.actions.accounts.keep.office import (
    account_to_keep,
    refuse_last_admin,
    refuse_left,
    require_admin,
)
from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.store.accounts import note_event
from engine.store.sessions import end_sessions


def lock(outside: Outside, actor: Actor, person_id: UUID) -> None:
    """The account signs in no more, its sessions end at once; appointments stay. Raises NotYours,
    for the last administrator too, NotFound, AlreadyDone."""
    with outside.sessions.begin() as session:
        office = require_admin(session, outside, actor)
        refuse_last_admin(session, person_id, office)
        account = account_to_keep(session, person_id)
        refuse_left(account)
        now = outside.clock.now()
        if account.locked_at is None:
            account.locked_at = now
            end_sessions(session, person_id, now)
            note_event(session, now, person_id, actor.person_id, "locked", None)


def unlock(outside: Outside, actor: Actor, person_id: UUID) -> None:
    """The account signs in again, also after many wrong tries. Raises NotYours, NotFound,
    AlreadyDone."""
    with outside.sessions.begin() as session:
        require_admin(session, outside, actor)
        account = account_to_keep(session, person_id)
        refuse_left(account)
        account.locked_at = None
        account.failed_tries, account.failed_at = 0, None
        now = outside.clock.now()
        note_event(session, now, person_id, actor.person_id, "unlocked", None)
