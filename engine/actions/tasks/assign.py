"""A head gives an open task to one of those who may do it (giao việc, phân công xử lý)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.judge import judge, judge_joint
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.core.acts import Assigned
from engine.core.dossier import JOINT, Dossier, Surroundings, Task
from engine.core.move import TaskRef
from engine.core.performers import holders
from engine.core.procedure import attributes_of
from engine.core.seats import holds, leads
from engine.errors import NotAsked, NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_open_task import load_open_task


def assign(outside: Outside, actor: Actor, ref: TaskRef, to: UUID) -> None:
    """Put the task on somebody's desk, also from another's; the same desk again changes nothing.

    Raises NotFound, AlreadyDone, NotYours (neither head or deputy of the unit nor one who
    chooses the officer of this step), NotAsked (`to` may not do it, and why).
    """

    def attempt() -> None:
        with outside.autocommit() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            if not may_assign(actor, task, dossier, around, now):
                raise NotYours(
                    say(
                        "Chỉ lãnh đạo đơn vị hoặc người được chọn người xử lý bước này mới "
                        "giao việc."
                    ),
                    "not_asked",
                )
            require_fit(to, task, dossier, around, now)
            if task.assignee_id == to:
                return
            act = Assigned(actor_id=actor.person_id, task=task, to=to)
            take(session, dossier, act, around, now, outside.settings.undo_window)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        judged_again(attempt)


def may_assign(
    actor: Actor, task: Task, dossier: Dossier, around: Surroundings, now: datetime
) -> bool:
    """Whether the actor says who does this task: a head or deputy of its unit, or one of those
    who do a step that `trinhky:assigns` it."""
    if leads(around.register, actor.person_id, task.unit_id, now):
        return True
    procedure = dossier.bundle.procedure
    for element in dossier.bundle.compiled.elements.values():
        attributes = attributes_of(procedure, element)
        performer = attributes.get("performer")
        if attributes.get("assigns") != task.element or performer is None:
            continue
        choosing = holders(
            dossier,
            around,
            dossier.facts,
            now,
            performer=performer,
            power=attributes.get("power"),
        )
        if holds(around.register, actor.person_id, choosing.ids, now):
            return True
    return False


def require_fit(
    to: UUID, task: Task, dossier: Dossier, around: Surroundings, now: datetime
) -> None:
    """Raises NotAsked: `to` may not do this task, and why."""
    try:
        judging = judge_joint if task.kind == JOINT else judge
        judging(to, replace(task, assignee_id=None), dossier, around, now)
    except NotYours as refusal:
        person = around.register.persons.get(to)
        who = person.full_name if person else say("Người được chọn")
        raise NotAsked(
            say(
                "Không giao việc này cho %(who)s được: %(sentence)s",
                who=who,
                sentence=refusal.sentence,
            )
            if refusal.clause != "not_asked"
            else say(
                "%(who)s không thuộc những người làm được việc này; hãy chọn người khác.", who=who
            ),
            to,
        ) from refusal
