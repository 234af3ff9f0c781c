"""An officer sends the dossier back to an earlier step (chuyển trả), with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.cancel_numbers import cancel_numbers
from engine.actions.documents.fall_back import fall_back
from engine.actions.judge import judge, judge_joint
from engine.actions.reasons import written
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.core.acts import Returned
from engine.core.authority.register import Power
from engine.core.dossier import JOINT, Dossier, Task
from engine.core.move import OpinionGiven, TaskRef
from engine.core.procedure import attributes_of
from engine.errors import OtherAct, ReturnRefused, SigningRefused
from engine.outside.outside import Outside
from engine.say import say
from engine.store.last_doer import last_doer
from engine.store.load_open_task import load_open_task


def send_back(outside: Outside, actor: Actor, ref: TaskRef, target: str, reason: str) -> None:
    """Put the dossier back on the step at path `target`, on the desk of who last did it.

    What was shown or signed on the way, but not sealed, is a draft again. Raises NotFound,
    AlreadyDone, NotYours, InvalidAnswers (no reason), OtherAct (a member's part), ReturnRefused
    (not a step to go back to, or one that nobody has done yet); then nothing is stored.
    """
    why = written(reason, "reason", say("Chưa ghi lý do chuyển trả."))

    def attempt() -> None:
        with outside.sessions.begin() as session:
            send_back_in(session, outside, actor, ref, target, why)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        judged_again(attempt)
    outside.queue.nudge()


def send_back_in(
    session: Session,
    outside: Outside,
    actor: Actor,
    ref: TaskRef,
    target: str,
    why: str,
    *,
    at_seal: bool = False,
) -> None:
    """The same inside a transaction that the caller opened and will commit.

    From the sealing step the signed document is not issued, whichever page asks: numbers that it
    has are cancelled with the reason. With `at_seal` no other step is gone back from
    (SigningRefused).
    """
    dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
    if task.parent_id is not None:
        raise OtherAct(
            say(
                "Thành viên chỉ ghi ý kiến hoặc biểu quyết; việc chuyển trả do người "
                "phụ trách bước này làm."
            )
        )
    judging = judge_joint if task.kind == JOINT else judge
    mandate = judging(actor.person_id, task, dossier, around, now)
    doer = _last_doer(session, dossier, task, target)
    falling = fall_back(session, dossier, around.open_tasks, task)
    withheld = task.power == Power.SEAL
    if at_seal and not withheld:
        raise SigningRefused(say("Bước này không phải bước đóng dấu."), "not_a_sealing_step")
    act = Returned(
        actor_id=actor.person_id,
        task=task,
        mandate=mandate,
        target=target,
        reason=why,
        doer=doer,
        withheld=withheld,
        numbers=cancel_numbers(session, dossier.id, falling, why, now) if withheld else (),
        records=replace(falling, opinions=(_said(actor, task, target, why),)),
    )
    # A document that is not issued is refused: that is confirmed beforehand, not taken back.
    undo = outside.settings.undo_window if not withheld else timedelta(0)
    take(session, dossier, act, around, now, undo)


def _last_doer(session: Session, dossier: Dossier, task: Task, target: str) -> UUID:
    """Who gets it back. Raises ReturnRefused."""
    procedure, elements = dossier.bundle.procedure, dossier.bundle.compiled.elements
    allowed = attributes_of(procedure, elements[task.element]).get("returnsTo", "").split()
    if target not in allowed:
        names = ", ".join(f"“{elements[path].name}”" for path in allowed if path in elements)
        ways = (
            say("chỉ chuyển trả về %(names)s", names=names)
            if names
            else say("không chuyển trả về bước nào")
        )
        raise ReturnRefused(
            say("Bước “%(name)s” %(ways)s.", name=elements[task.element].name, ways=ways), target
        )
    doer = last_doer(session, dossier.id, target)
    if doer is None:
        said = say(
            "Chưa ai làm bước “%(name)s” ở hồ sơ này nên không chuyển trả được.",
            name=elements[target].name,
        )
        raise ReturnRefused(said, target)
    return doer


def _said(actor: Actor, task: Task, target: str, why: str) -> OpinionGiven:
    """The history keeps the reason's hash; whoever gets the dossier back reads it here."""
    return OpinionGiven(
        id=uuid4(),
        kind="return",
        task_id=task.id,
        person_id=actor.person_id,
        value=target,
        reason=why,
    )
