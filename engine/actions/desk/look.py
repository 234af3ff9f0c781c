"""A signer has the whole page open before them (xem toàn văn)."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.actions.documents.show import show
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.store.desks import note_look
from engine.store.time import read_time


def look(outside: Outside, actor: Actor, ref: TaskRef, shown_sha256: str) -> bool:
    """Note that this page was opened by who may sign it; False when it is no longer the page.

    Their own note, no part of the dossier. Raises as `documents.show` does.
    """
    shown = show(outside, actor, ref)
    if shown.sha256 != shown_sha256:
        return False
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        note_look(session, actor.person_id, ref, shown_sha256, now)
    return True
