"""People of the demonstration as actors."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.simulate import demo_city


def actor_of(login: str) -> Actor:
    """Who signs in with this name."""
    seat = demo_city.seat(login)
    return Actor(seat.person_id, seat.full_name, login)
