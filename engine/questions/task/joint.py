"""A step that several do together: who has answered, what may be seen of it, what it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from engine.core.council import SECRET
from engine.core.dossier import COUNCIL, JOINT, Task
from engine.core.procedure import attributes_of
from engine.questions.dossier.act_words import OPINION, VOTE
from engine.questions.dossier.steps import tally
from engine.questions.known import Known
from engine.say import say
from engine.store.records import OpinionRow

OF_MEMBERS = "members"
GIVEN = {"consultation", "vote"}


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One who is asked. `state` is waiting | done | out; `says` is empty for a secret ballot."""

    who: str
    unit: str
    state: str
    says: str
    text: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class JointView:
    """`needs` says in one sentence what a council's vote takes; "" for a consultation."""

    council: bool
    secret: bool
    tally: str
    needs: str
    members: tuple[MemberLine, ...]


def joint_view(known: Known, task: Task, opinions: Iterable[OpinionRow]) -> JointView | None:
    """The joint step that the task is, or is a member's part of; None for any other task."""
    joint = known.tasks.get(task.parent_id) if task.parent_id else task
    if joint is None or joint.kind != JOINT:
        return None
    element = known.dossier.bundle.compiled.elements[joint.element]
    attributes = attributes_of(known.dossier.bundle.procedure, element)
    council = attributes.get("joint") == COUNCIL
    secret = council and attributes.get("ballot") == SECRET
    given = [o for o in opinions if o.task_id == joint.id and o.kind in GIVEN]
    members = known.members(joint.id)
    lines = tuple(_line(known, m, _given_by(known, m, given), secret) for m in members)
    needs = ""
    if council:
        base = (
            say("tất cả thành viên")
            if attributes.get("thresholdOf") == OF_MEMBERS
            else say("phiếu bầu")
        )
        needs = say(
            "Cần ít nhất %(quorum)s thành viên bỏ phiếu; thông qua khi %(threshold)s "
            "%(base)s tán thành.",
            quorum=attributes.get("quorum"),
            threshold=attributes.get("threshold"),
            base=base,
        )
    return JointView(council, secret, tally(members, council=council), needs, lines)


def _given_by(known: Known, member: Task, given: Iterable[OpinionRow]) -> OpinionRow | None:
    """A person may sit in two of the agencies that are asked, and answers for each."""
    for each in given:
        seat = known.register.positions.get(each.position_id) if each.position_id else None
        here = seat is None or seat.unit_id == member.unit_id
        if each.person_id == member.closed_by_id and here:
            return each
    return None


def _line(known: Known, member: Task, given: OpinionRow | None, secret: bool) -> MemberLine:
    state = {"open": "waiting", "done": "done"}.get(member.status, "out")
    seen = given is not None and not secret
    told = {**OPINION, **VOTE}.get(given.value or "") if given is not None and seen else None
    return MemberLine(
        who=_who(known, member),
        unit=known.unit(member.unit_id),
        state=state,
        says=say(told) if told else "",
        text=(given.reason or "") if given is not None and seen else "",
        at=member.closed_at if state == "done" else None,
    )


def _who(known: Known, member: Task) -> str:
    """Who answered; of an open part, who sits where it is asked, if that is but one person."""
    if member.closed_by_id is not None and member.status == "done":
        return known.name(member.closed_by_id)
    sitting = {
        held.person_id
        for held in known.register.appointments
        if held.position_id in member.holders and held.period.holds(member.opened_at)
    }
    if len(sitting) == 1:
        return f"{known.name(sitting.pop())} ({known.asked(member.holders, None)})"
    return known.asked(member.holders, None)
