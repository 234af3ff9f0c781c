"""A consulted agency answers (cho ý kiến phối hợp); the last answer ends the consultation."""

from __future__ import annotations

from uuid import uuid4

from engine.actions.actor import Actor
from engine.actions.judge import judge
from engine.actions.reasons import written
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.actions.tasks.part import attributes_of_part, seat_in
from engine.actions.timers.fire import fire_due
from engine.core.acts import OpinionRecorded, Records
from engine.core.dossier import CONSULT, Surroundings, Task
from engine.core.move import OpinionGiven, TaskRef
from engine.errors import InvalidAnswers
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_open_task import load_open_task

VALUES = ("agreed", "objected", "other")


def give_opinion(outside: Outside, actor: Actor, ref: TaskRef, value: str, text: str) -> None:
    """Record the agency's answer at its part `ref` of the consultation.

    Raises NotFound, AlreadyDone (answered by a colleague, or the time is over: what comes after
    it is too late even if no worker has looked at the clock since), NotYours, OtherAct (no part
    of a consultation), InvalidAnswers; then nothing is stored.
    """
    if value not in VALUES:
        raise InvalidAnswers({"value": (say("Hãy chọn: đồng ý, không đồng ý, hoặc ý kiến khác."),)})
    said = written(text, "text", say("Chưa ghi nội dung ý kiến."))
    fire_due(outside, ref.dossier_id)

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            attributes_of_part(task, dossier, CONSULT)
            judge(actor.person_id, task, dossier, around, now)
            opinion = OpinionGiven(
                id=uuid4(),
                kind="consultation",
                task_id=task.parent_id,
                person_id=actor.person_id,
                position_id=seat_in(task, actor.person_id, around, now),
                value=value,
                reason=said,
            )
            act = OpinionRecorded(
                actor_id=actor.person_id,
                task=task,
                ends=None if _awaited(task, around) else task.parent_id,
                records=Records(opinions=(opinion,)),
            )
            take(session, dossier, act, around, now)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        judged_again(attempt)
    outside.queue.nudge()


def _awaited(task: Task, around: Surroundings) -> bool:
    """Whether another agency has not answered yet."""
    return any(t.parent_id == task.parent_id and t.id != task.id for t in around.open_tasks)
