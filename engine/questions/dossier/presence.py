"""Who else has a dossier open: told to those who may see it, and noted of the one who asks."""

from __future__ import annotations

from uuid import UUID

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.outside.presence import Present
from engine.questions.reach import require_reach
from engine.store.load_dossier import load_dossier
from engine.store.time import read_time


def who_else(outside: Outside, actor: Actor, dossier_id: UUID) -> tuple[Present, ...]:
    """The others, first come first; () when nobody can tell. Raises NotFound."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        require_reach(session, actor, load_dossier(session, dossier_id), now)
    return outside.presence.see(dossier_id, actor.person_id, actor.full_name, now)


def gone(outside: Outside, actor: Actor, dossier_id: UUID) -> None:
    """The reader closes the page. What was never seen is not told either way."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
    outside.presence.leave(dossier_id, actor.person_id, now)
