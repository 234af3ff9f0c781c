"""An officer's desk remembers how they like it."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.store.desk_habits import put_habit


def remember_habit(outside: Outside, actor: Actor, *, print_at_once: bool, procedure: str) -> None:
    """Keep what was taken in last, and whether the receipt goes to the printer by itself."""
    with outside.sessions.begin() as session:
        put_habit(session, actor.person_id, print_at_once, procedure)
