"""An officer takes a task of the pool (nhận xử lý)."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.actions.judge import judge
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.core.acts import Claimed
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.store.load_open_task import load_open_task


def claim(outside: Outside, actor: Actor, ref: TaskRef) -> None:
    """Put the task on the actor's desk; claiming one's own task again changes nothing.

    Raises NotFound, AlreadyDone (closed meanwhile: by whom, when) and NotYours.
    """

    def attempt() -> None:
        with outside.autocommit() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            mandate = judge(actor.person_id, task, dossier, around, now)
            if task.assignee_id == actor.person_id:
                return
            act = Claimed(actor_id=actor.person_id, task=task, mandate=mandate)
            take(session, dossier, act, around, now)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        judged_again(attempt)
