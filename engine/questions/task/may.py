"""Whether the reader may do a task, and why it lies here; the acts judge again by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.actions.judge import judge, judge_joint, seats_of
from engine.actions.supplements.receive import may_receive
from engine.core.authority.register import Mandate, Register
from engine.core.authority.verdict import verdict_of
from engine.core.authority.words import record_name
from engine.core.dossier import JOINT, Surroundings, Task
from engine.errors import NotYours
from engine.say import marked, say
from engine.store.load_standing import Standing

MACHINE = marked("Bước này do hệ thống làm.")
MESSAGE = "supplement_received"
OTHER_AGENCY = marked("Bước này chờ hồ sơ liên thông ở cơ quan khác trả lời.")


@dataclass(frozen=True, slots=True)
class May:
    """Whether the reader may do a task: `why_not` None says yes.

    `record` names what a refusal of the register fails on; `ground` says on what a mandate of
    authority rests ("… có thẩm quyền giải quyết thủ tục này theo …").
    """

    why_not: str | None = None
    record: str | None = None
    ground: str | None = None


def may(actor: Actor, task: Task, standing: Standing) -> May:
    """Judged as the act itself would be now."""
    dossier, around, now = standing
    if task.kind in (Kind.MACHINE, Kind.TIMER):
        return May(say(MACHINE))
    mandate = None
    try:
        if task.kind == JOINT:
            judge_joint(actor.person_id, task, dossier, around, now)
        elif task.kind == Kind.MESSAGE:
            if dossier.bundle.compiled.elements[task.element].message != MESSAGE:
                return May(say(OTHER_AGENCY))
            may_receive(actor, dossier, around, now)
        else:
            mandate = judge(actor.person_id, task, dossier, around, now)
    except NotYours as refusal:
        return May(refusal.sentence, record_name(around.register, refusal.record_id))
    return May(ground=_ground(around.register, mandate))


def _ground(register: Register, mandate: Mandate | None) -> str | None:
    told = verdict_of(register, mandate) if mandate else None
    return " ".join(f"{ground.says}." for ground in told.grounds) if told else None


def why_mine(
    actor: Actor, task: Task, around: Surroundings, now: datetime, *, claimed: bool
) -> str:
    """Why the task is in the reader's list; "" if it is not. `claimed` tells one's own hand from
    another's."""
    if task.assignee_id == actor.person_id:
        return (
            say("Ông/bà đã nhận xử lý việc này.")
            if claimed
            else say("Việc này được giao cho ông/bà.")
        )
    mine = seats_of(around.register, actor.person_id, now) & set(task.holders)
    titles = [around.register.positions[p].title for p in mine if p in around.register.positions]
    if titles:
        return say("Việc của vị trí %(posts)s.", posts=", ".join(sorted(titles)))
    return say("Việc giao đích danh ông/bà.") if actor.person_id in mine else ""
