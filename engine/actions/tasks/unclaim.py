"""An officer puts a task back into the pool (trả lại việc đã nhận)."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.core.acts import Unclaimed
from engine.core.move import TaskRef
from engine.errors import NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_open_task import load_open_task


def unclaim(outside: Outside, actor: Actor, ref: TaskRef) -> None:
    """Take the task off the actor's desk, so that the others who are asked may have it.

    Raises NotFound, AlreadyDone (closed meanwhile) and NotYours (it is not on this desk).
    """

    def attempt() -> None:
        with outside.autocommit() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            if task.assignee_id != actor.person_id:
                raise NotYours(
                    say("Ông/bà không giữ việc này nên không có gì để trả lại; hãy tải lại trang."),
                    "not_assigned",
                )
            act = Unclaimed(actor_id=actor.person_id, task=task)
            take(session, dossier, act, around, now)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        judged_again(attempt)
