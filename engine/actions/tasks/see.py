"""A person opens a task: from then on it is read for them."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.actions.strangers import hidden_from_strangers
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.questions.reach import require_reach
from engine.store.load_open_task import load_open_task
from engine.store.task_views import note_seen


def see(outside: Outside, actor: Actor, ref: TaskRef) -> None:
    """Note it for this person alone; the dossier does not move.

    Raises NotFound (for a stranger too) and AlreadyDone.
    """
    with hidden_from_strangers(outside, actor, ref.dossier_id), outside.sessions.begin() as session:
        dossier, _, _, now = load_open_task(session, ref, outside.clock.now())
        require_reach(session, actor, dossier, now)
        note_seen(session, actor.person_id, ref, now)
