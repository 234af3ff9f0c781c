"""A person declares a conflict of interest and has no more part in the dossier."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from engine.actions.actor import Actor
from engine.actions.judge import NOT_ASKED
from engine.actions.reasons import written
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.actions.tasks.part import seat_in
from engine.core.acts import ConflictDeclared, Records
from engine.core.dossier import Surroundings, Task
from engine.core.move import OpinionGiven, TaskRef
from engine.core.seats import holds
from engine.errors import AlreadyDone, NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_open_task import load_open_task


def declare_conflict(outside: Outside, actor: Actor, ref: TaskRef, reason: str) -> None:
    """Stand aside from the whole dossier, said at a task of which one is asked.

    What the person has on the desk goes back to the pool, their seat in a vote ends; where
    nobody is left to do a task, it gets an incident for the head to mend. Raises NotFound,
    AlreadyDone (the task is closed, or declared before), NotYours (not asked here),
    InvalidAnswers (no reason); then nothing is stored.
    """
    why = written(reason, "reason", say("Chưa ghi lý do khai báo xung đột lợi ích."))

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            if actor.person_id in around.involvement.conflict_declared_by:
                raise AlreadyDone(say("Ông/bà đã khai báo xung đột lợi ích với hồ sơ này rồi."))
            if not _asked(actor, task, around, now):
                raise NotYours(say(NOT_ASKED), "not_asked")
            declared = OpinionGiven(
                id=uuid4(),
                kind="conflict",
                task_id=task.parent_id or task.id,
                person_id=actor.person_id,
                position_id=seat_in(task, actor.person_id, around, now),
                reason=why,
            )
            act = ConflictDeclared(
                actor_id=actor.person_id, task=task, records=Records(opinions=(declared,))
            )
            take(session, dossier, act, around, now)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        judged_again(attempt)


def _asked(actor: Actor, task: Task, around: Surroundings, now: datetime) -> bool:
    mine = holds(around.register, actor.person_id, task.holders, now)
    return mine or task.assignee_id == actor.person_id
