"""A member of a council votes (biểu quyết, bỏ phiếu), once."""

from __future__ import annotations

from uuid import uuid4

from engine.actions.actor import Actor
from engine.actions.judge import judge
from engine.actions.reasons import written
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.actions.tasks.part import attributes_of_part, seat_in
from engine.actions.timers.fire import fire_due
from engine.core.acts import Records, VoteCast
from engine.core.council import CHOICES, SECRET
from engine.core.dossier import COUNCIL
from engine.core.move import BallotCast, OpinionGiven, TaskRef
from engine.errors import InvalidAnswers
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_open_task import load_open_task


def vote(outside: Outside, actor: Actor, ref: TaskRef, value: str, reason: str | None) -> None:
    """Cast a ballot at the member's own part `ref` of the council: agree, against or abstain.

    Of a secret ballot it is kept that the member has voted, never how, and no reason is taken.
    Raises NotFound, AlreadyDone (voted already, or the vote is closed), NotYours, OtherAct (no
    part of a council), InvalidAnswers; then nothing is stored.
    """
    if value not in CHOICES:
        known = say("tán thành, không tán thành, hoặc không có ý kiến")
        raise InvalidAnswers({"value": (say("Hãy chọn: %(known)s.", known=known),)})
    said = written(reason, "reason", say("Lý do đang để trống.")) if reason else None
    fire_due(outside, ref.dossier_id)

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            secret = attributes_of_part(task, dossier, COUNCIL).get("ballot") == SECRET
            judge(actor.person_id, task, dossier, around, now)
            if secret and said is not None:
                raise InvalidAnswers(
                    {"reason": (say("Bỏ phiếu kín không ghi lý do; hãy để trống."),)}
                )
            assert task.parent_id is not None
            opinion = OpinionGiven(
                id=uuid4(),
                kind="vote",
                task_id=task.parent_id,
                person_id=actor.person_id,
                position_id=seat_in(task, actor.person_id, around, now),
                value=None if secret else value,
                reason=said,
            )
            ballot = BallotCast(task.parent_id, value)
            act = VoteCast(
                actor_id=actor.person_id,
                task=task,
                records=Records(opinions=(opinion,), ballots=(ballot,)),
            )
            take(session, dossier, act, around, now)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        judged_again(attempt)
