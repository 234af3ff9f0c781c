"""A person leaves the service (nghỉ việc): appointments, sessions and the account end together."""

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
from engine.store.register_epoch import bump_epoch
from engine.store.seats_held import end_appointments
from engine.store.sessions import end_sessions


def leave(outside: Outside, actor: Actor, person_id: UUID) -> int:
    """Answers how many appointments ended; effective at once, because every act asks by epoch.

    Tasks that lie with the person stay there: the account's page lists them, the head of the unit
    gives them to somebody. Raises NotYours, for the last administrator too, NotFound, AlreadyDone.
    """
    with outside.sessions.begin() as session:
        office = require_admin(session, outside, actor)
        refuse_last_admin(session, person_id, office)
        account = account_to_keep(session, person_id)
        refuse_left(account)
        now = outside.clock.now()
        account.left_at = now
        account.locked_at = account.locked_at or now
        bump_epoch(session)
        ended = end_appointments(session, person_id, office, office, actor.person_id)
        end_sessions(session, person_id, now)
        note_event(session, now, person_id, actor.person_id, "left", str(ended))
    return ended
