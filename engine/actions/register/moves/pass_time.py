"""What begins and ends in the register by its own dates moves the dossiers under way, too."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from engine.actions.register.moves.foresee import foresee, reach_of_change, rows_of
from engine.core.authority_moves import Cause
from engine.core.register_change import TimePassed
from engine.outside.outside import Outside
from engine.store.register_clock import Boundary, boundaries, take_clock
from engine.store.register_runs import Asked, keep_run
from engine.store.time import read_time

_LAG = timedelta(seconds=5)
"""What began or ended so lately is looked at in a later round: a change that is being made now has
its time already, and is seen only with its commit."""
_SELDOM = timedelta(minutes=5)
"""How far the note of the time may lag where nothing began or ended."""


def pass_time(outside: Outside) -> int:
    """The worker's turn, after what was asked has been carried out: look at what began or ended
    since the last round, and ask for the moves that follow; how many runs were asked for."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now - _LAG
        clock = take_clock(session)
        if clock is None:
            return 0  # another worker looks
        since = clock.moved_until
        if since is None or now < since:
            clock.moved_until = now
            return 0
        found = boundaries(session, since, now)
        asked = sum(_ask(session, outside, each, now) for each in found)
        if found or now - since > _SELDOM:
            clock.moved_until = now
        return asked


def _ask(session: Session, outside: Outside, boundary: Boundary, now: datetime) -> bool:
    change = TimePassed(boundary.record_id, boundary.at)
    reach = reach_of_change(session, change)
    system_now = outside.clock.now()
    moved = {
        each.dossier.id: rows_of(each.moves) for each in foresee(session, change, reach, system_now)
    }
    if not moved:
        return False
    cause = Cause(change.kind, boundary.record_id, boundary.number)
    keep_run(session, Asked(cause, boundary.at, now, None, None, reach, moved))
    return True
