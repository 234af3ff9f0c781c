"""Sessions end: one's own, one or all; signing out is ending the present one."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.say import say
from engine.store.accounts import note_event
from engine.store.sessions import end_sessions


def end_one(outside: Outside, actor: Actor, id_hash: bytes) -> None:
    """End one of the actor's own sessions. Raises NotFound, for one of somebody else too."""
    now = outside.clock.now()
    with outside.sessions.begin() as session:
        if not end_sessions(session, actor.person_id, now, only=id_hash):
            raise NotFound(say("Phiên này không còn mở; hãy tải lại danh sách."))


def sign_out(outside: Outside, actor: Actor, id_hash: bytes) -> None:
    """End the present session; once more changes nothing."""
    with outside.sessions.begin() as session:
        end_sessions(session, actor.person_id, outside.clock.now(), only=id_hash)


def end_others(outside: Outside, actor: Actor, keep: bytes) -> int:
    """End all of the actor's sessions but the present one; answers how many."""
    now = outside.clock.now()
    with outside.sessions.begin() as session:
        ended = end_sessions(session, actor.person_id, now, keep=keep)
        if ended:
            note_event(session, now, actor.person_id, actor.person_id, "sessions", str(ended))
    return ended
