"""The desk at which somebody sits."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.core.authority.register import Power
from engine.errors import NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.offices import Office, office_of
from engine.store.time import read_time


def desk_of(outside: Outside, actor: Actor) -> Office:
    """The actor's seat that takes dossiers in. Raises NotYours."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        found = office_of(session, actor.person_id, Power.RECEIVE, now)
    if found is None:
        raise NotYours(say("Ông/bà không ở bộ phận tiếp nhận nào."), "not_competent")
    return found
