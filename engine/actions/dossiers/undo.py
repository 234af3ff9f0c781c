"""Whoever forwarded a dossier takes it back within the seconds that a slip of the hand needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.judge import judge, judge_joint
from engine.actions.step import judged_again
from engine.actions.strangers import hidden_from_strangers
from engine.core.dossier import JOINT
from engine.core.move import TaskRef
from engine.core.undo import UNDONE, LastMove, move_back
from engine.core.vietnamese import format_moment
from engine.errors import NotYours, UndoRefused
from engine.outside.outside import Outside
from engine.say import say
from engine.store.drafts import keep_draft
from engine.store.last_move import last_move, move_at, written_by
from engine.store.load_standing import load_standing
from engine.store.load_task import load_task
from engine.store.people import name_if_known
from engine.store.save_move import save_move
from engine.store.time import read_time

DRAFTS = {"completed": "task", "returned": "return"}
"""Kind of the act, and the form of the task's pages that it was sent from."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The task that stands open again, and the kind of act that was taken back."""

    ref: TaskRef
    kind: str


def undo(outside: Outside, actor: Actor, dossier_id: UUID, version: int) -> TakenBack:
    """Put the dossier back as it was before the Move that made `version`; its answers are the
    actor's draft. Taking back twice counts once.

    Raises NotFound, and UndoRefused: not one's own, not a forwarding, too late, somebody went on
    since (who, when), or the register no longer lets the actor do the step that would be theirs
    again; then nothing is stored.
    """

    def attempt() -> TakenBack:
        with outside.sessions.begin() as session:
            now = read_time(session, outside.clock.now()).now
            last = last_move(session, dossier_id)
            if last.kind == UNDONE and last.tells["undoes"][0] == version and _own(last, actor):
                return _taken_back(last, last.tells["undoes"][1])
            _require_own(session, actor, last, version, now)
            _require_still_theirs(session, outside, actor, last)
            _keep_what_was_written(session, actor, last, now)
            save_move(session, move_back(last, now))
        return _taken_back(last, last.kind)

    with hidden_from_strangers(outside, actor, dossier_id):
        return judged_again(attempt)


def _own(last: LastMove, actor: Actor) -> bool:
    return last.actor_id == actor.person_id


def _taken_back(last: LastMove, kind: str) -> TakenBack:
    assert last.task_id is not None
    return TakenBack(TaskRef(last.dossier_id, last.task_id), kind)


def _require_own(
    session: Session, actor: Actor, last: LastMove, version: int, now: datetime
) -> None:
    if last.version != version:
        if not _own(move_at(session, last.dossier_id, version), actor):
            raise UndoRefused(say("Chỉ người vừa chuyển hồ sơ mới hoàn tác được."))
        raise UndoRefused(_went_on(session, last))
    if not _own(last, actor):
        raise UndoRefused(say("Chỉ người vừa chuyển hồ sơ mới hoàn tác được."))
    if last.until is None:
        raise UndoRefused(say("Việc này không hoàn tác được; hồ sơ giữ nguyên như đã ghi."))
    if now > last.until:
        raise UndoRefused(
            say(
                "Đã quá thời gian hoàn tác nên hồ sơ đã được chuyển đi; cần lấy lại thì đề nghị "
                "người nhận chuyển trả."
            )
        )


def _require_still_theirs(session: Session, outside: Outside, actor: Actor, last: LastMove) -> None:
    """Taken back, the step is the actor's again: who lost the authority meanwhile would hold it
    up."""
    if last.kind not in DRAFTS:
        return
    dossier, around, now = load_standing(session, last.dossier_id, outside.clock.now())
    task = load_task(session, _taken_back(last, last.kind).ref)
    asked = tuple(UUID(row["holder_id"]) for row in last.kept["candidates"] or ())
    again = replace(task, assignee_id=None, holders=asked)
    try:
        (judge_joint if task.kind == JOINT else judge)(actor.person_id, again, dossier, around, now)
    except NotYours as refusal:
        raise UndoRefused(
            say(
                "Ông/bà không còn được làm bước này nên không hoàn tác được: %(why)s",
                why=refusal.sentence,
            )
        ) from refusal


def _went_on(session: Session, last: LastMove) -> str:
    """Who went on with the dossier, and when."""
    when = format_moment(last.at)
    if last.actor_id is None:
        return say(
            "Hệ thống đã xử lý tiếp hồ sơ lúc %(when)s nên không hoàn tác được nữa.", when=when
        )
    name = name_if_known(session, last.actor_id) or ""
    if last.kind == "claimed":
        return say(
            "%(name)s đã nhận xử lý hồ sơ lúc %(when)s nên không hoàn tác được nữa; cần lấy lại "
            "thì đề nghị chuyển trả.",
            name=name,
            when=when,
        )
    if last.kind == "commented":
        return say(
            "%(name)s đã ghi ý kiến vào hồ sơ lúc %(when)s, sau khi hồ sơ được chuyển, nên không "
            "hoàn tác được nữa; cần lấy lại thì đề nghị chuyển trả.",
            name=name,
            when=when,
        )
    return say(
        "%(name)s đã xử lý tiếp hồ sơ lúc %(when)s nên không hoàn tác được nữa; cần lấy lại thì "
        "đề nghị chuyển trả.",
        name=name,
        when=when,
    )


def _keep_what_was_written(session: Session, actor: Actor, last: LastMove, now: datetime) -> None:
    """The form comes back as it was sent: its answers, or where the dossier was sent and why."""
    form = DRAFTS.get(last.kind)
    if form is not None and (written := written_by(session, last)):
        ref = _taken_back(last, last.kind).ref
        keep_draft(session, actor.person_id, ref, form, written, now)
