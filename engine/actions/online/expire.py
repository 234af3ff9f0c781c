"""Online submissions whose time is over are erased, with their files."""

from __future__ import annotations

from engine.outside.outside import Outside
from engine.store.online import drop_expired
from engine.store.time import read_time


def erase_expired(outside: Outside) -> int:
    """Erase them; how many files went. The worker calls it in each round."""
    with outside.sessions.begin() as session:
        gone = drop_expired(session, read_time(session, outside.clock.now()).now)
    for id in gone:
        outside.pending.remove(id)
    return len(gone)
