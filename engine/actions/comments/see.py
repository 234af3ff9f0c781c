"""The reader has looked at the comments that name them."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.store.mentions import note_seen
from engine.store.time import read_time


def see(outside: Outside, actor: Actor) -> None:
    """What came until now is no longer new to them."""
    with outside.sessions.begin() as session:
        note_seen(session, actor.person_id, read_time(session, outside.clock.now()).now)
