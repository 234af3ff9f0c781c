"""Who a running session belongs to."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.store.accounts import account_of_person, person_name


def load_actor(outside: Outside, person_id: UUID, session_epoch: int) -> Actor | None:
    """The actor, or None when the account is gone, locked, or its sessions were ended."""
    with outside.sessions.begin() as session:
        account = account_of_person(session, person_id)
        if account is None or account.locked_at or account.session_epoch != session_epoch:
            return None
        name = person_name(session, person_id)
        return Actor(account.person_id, name, account.login, account.session_epoch)
