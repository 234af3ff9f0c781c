"""The secretary closes a council's vote: the box is counted, and the diagram goes on by it."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.actions.judge import judge_joint
from engine.actions.step import judged_again, take
from engine.actions.strangers import hidden_from_strangers
from engine.core.acts import CouncilClosed
from engine.core.council import Rules, Tally, needed, passed, quorate, rules_of
from engine.core.dossier import COUNCIL
from engine.core.move import TaskRef
from engine.core.procedure import attributes_of
from engine.errors import NoQuorum, OtherAct
from engine.outside.outside import Outside
from engine.say import say
from engine.store.joint import tally_of
from engine.store.load_open_task import load_open_task


def close_council(outside: Outside, actor: Actor, ref: TaskRef) -> None:
    """Count the vote at the council's step `ref` and set the fact that it decides.

    Raises NotFound, AlreadyDone (closed meanwhile), NotYours (not the secretary), OtherAct (no
    council), NoQuorum; then nothing is stored.
    """

    def attempt() -> None:
        with outside.sessions.begin() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            element = dossier.bundle.compiled.elements[task.element]
            attributes = attributes_of(dossier.bundle.procedure, element)
            if attributes.get("joint") != COUNCIL or task.parent_id is not None:
                raise OtherAct(say("Bước này không phải bước biểu quyết của hội đồng."))
            mandate = judge_joint(actor.person_id, task, dossier, around, now)
            rules, tally = rules_of(attributes), tally_of(session, ref)
            if not quorate(rules, tally):
                raise _no_quorum(rules, tally)
            carried = passed(rules, tally)
            act = CouncilClosed(
                actor_id=actor.person_id,
                task=task,
                mandate=mandate,
                facts={attributes["result"]: carried},
                members=tally.members,
                agree=tally.agree,
                against=tally.against,
                abstain=tally.abstain,
                conflicts=tally.conflicts,
                passed=carried,
            )
            take(session, dossier, act, around, now)

    with hidden_from_strangers(outside, actor, ref.dossier_id):
        judged_again(attempt)
    outside.queue.nudge()


def _no_quorum(rules: Rules, tally: Tally) -> NoQuorum:
    wanted = needed(rules, tally)
    return NoQuorum(
        say(
            "Chưa đủ số thành viên biểu quyết: cần %(wanted)s trong %(entitled)s "
            "thành viên được biểu quyết, mới có %(present)s; chưa kết thúc biểu "
            "quyết được.",
            wanted=wanted,
            entitled=tally.entitled,
            present=tally.present,
        ),
        present=tally.present,
        needed=wanted,
    )
