"""Who a running session belongs to; asked once a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from engine.actions.actor import Actor
from engine.outside.one_time import hashed
from engine.outside.outside import Outside
from engine.store.sessions import find_session, note_seen

IDLE = timedelta(hours=4)
"""A browser that nobody touched for so long is no longer trusted."""
LONGEST = timedelta(hours=12)
"""An office day: who comes back tomorrow signs in again."""
WRITE_EVERY = timedelta(minutes=5)
"""So far may the last use that is written down lag behind: one small UPDATE in many requests."""

IDLE_TOO_LONG, DAY_IS_OVER, ENDED = "idle", "day", "ended"


@dataclass(frozen=True, slots=True)
class Session:
    """`waits_for` is what must be done before anything else: code | password | setup."""

    actor: Actor
    waits_for: str | None
    id_hash: bytes


@dataclass(frozen=True, slots=True)
class Over:
    """A session that was one. `why` is idle | day | ended."""

    why: str


def load_session(
    outside: Outside, session_id: str, *, by_itself: bool = False
) -> Session | Over | None:
    """The session, why it is over, or None for an id that nobody has. `by_itself`: an open page
    asks, not a person; that is no use of the session."""
    id_hash = hashed(session_id)
    now = outside.clock.now()
    with outside.sessions.begin() as session:
        found = find_session(session, id_hash)
        if found is None:
            return None
        if found.ended_at is not None or found.locked_at is not None:
            return Over(ENDED)
        if now - found.created_at >= LONGEST:
            return Over(DAY_IS_OVER)
        if now - found.seen_at >= IDLE:
            return Over(IDLE_TOO_LONG)
        if not by_itself and now - found.seen_at >= WRITE_EVERY:
            note_seen(session, id_hash, now)
    actor = Actor(found.person_id, found.full_name, found.login)
    return Session(actor, found.waits_for, id_hash)
