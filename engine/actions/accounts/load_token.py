"""Who a token of the JSON API belongs to; asked once a request."""

from __future__ import annotations

from engine.actions.accounts.load_session import WRITE_EVERY, Session
from engine.actions.actor import Actor
from engine.outside.one_time import hashed
from engine.outside.outside import Outside
from engine.store.api_tokens import find_token, note_token_used


def load_token(outside: Outside, token: str) -> Session | None:
    """As a session that waits for nothing; None for what is not, or no longer, good."""
    token_hash = hashed(token)
    now = outside.clock.now()
    with outside.sessions.begin() as session:
        found = find_token(session, token_hash, now)
        if found is None:
            return None
        if found.used_at is None or now - found.used_at >= WRITE_EVERY:
            note_token_used(session, found.person_id, found.id, now)
    return Session(Actor(found.person_id, found.full_name, found.login), None, token_hash)
