"""Who has just come back, and has something to read about it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from engine.actions.actor import Actor
from engine.core.authority.register import Period
from engine.outside.outside import Outside
from engine.questions.people.keeping import state_at
from engine.store.absences import absences_of, is_away
from engine.store.passings import passing_of
from engine.store.time import read_time


def just_back(outside: Outside, actor: Actor) -> UUID | None:
    """The reader's absence that ended within three days, when something was done for them; not
    while they are away again."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        rows = absences_of(session, [actor.person_id], now - timedelta(days=3))
        for row in rows:
            if row.person_id != actor.person_id or state_at(row, now) != "past":
                continue
            run = passing_of(session, row.id)
            if run and run.moved and not is_away(session, actor.person_id, Period(now)):
                return row.id
        return None
