"""The chained history, told as an official would tell it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from bpmn.values import Kind
from engine.core.dossier import JOINT, Task
from engine.core.procedure import attributes_of
from engine.core.timeliness import AFTER
from engine.core.undo import UNDONE
from engine.core.vietnamese import format_moment
from engine.questions.dossier.act_words import Told, said
from engine.questions.dossier.reasons import Said
from engine.questions.known import Known, is_council
from engine.questions.parts import HistoryLine
from engine.questions.words import OUTCOME, TIMELINESS
from engine.say import say

MOVING = {"completed", "returned", "signed", "sealed", "machine_done", "timer_fired"} | {
    "message_delivered",
    "opinion_given",
    "council_closed",
}
"""Kinds of acts after which the dossier may lie elsewhere."""

ENDS = {"signed", "sealed", "completed"}
UNDER_WAY = {"signature_made", "shown"}


def read(entries: Iterable[tuple[datetime, bytes]]) -> tuple[tuple[datetime, dict[str, Any]], ...]:
    """The entries of the history, parsed."""
    return tuple((at, json.loads(canonical)) for at, canonical in entries)


def not_taken_back(
    entries: Sequence[tuple[datetime, Told]],
) -> tuple[tuple[datetime, Told], ...]:
    """The entries that still count: without what was taken back, and without the taking back."""
    gone = {told["undoes"][0] for _, told in entries if told["kind"] == UNDONE}
    return tuple(
        (at, told) for at, told in entries if told["kind"] != UNDONE and told.get("seq") not in gone
    )


def people_in(entries: Sequence[tuple[datetime, Told]]) -> set[UUID]:
    """The persons whose names `in_words` needs."""
    ids = {told.get(key) for _, told in entries for key in ("actor", "to", "from")}
    ids |= {person for _, told in entries for _, person in told.get("given", ())}
    ids |= {person for _, told in entries for person in told.get("mentions", ())}
    ids |= {move[4] for _, told in entries for move in told.get("moves", ())}
    ids |= {holder for _, told in entries for move in told.get("moves", ()) for holder in move[3]}
    ids |= {person for _, told in entries for _, person, _ in told.get("places", ())}
    return {UUID(each) for each in ids if each}


def in_words(
    entries: Sequence[tuple[datetime, Told]], known: Known, reasons: Mapping[Said, str]
) -> tuple[HistoryLine, ...]:
    """One line for each entry worth telling, in order."""
    came_to_an_end = {(told["task"], told["actor"]) for _, told in entries if told["kind"] in ENDS}
    lines = []
    for at, told in entries:
        if told["kind"] in UNDER_WAY and (told["task"], told["actor"]) in came_to_an_end:
            continue  # what came of it is told
        if says := _says(at, told, known):
            actor = told.get("actor")
            why = reasons.get((at, UUID(actor))) if actor else None
            lines.append(HistoryLine(at, says, why))
    return tuple(lines)


def _says(at: datetime, told: Told, known: Known) -> str | None:
    task = known.tasks.get(UUID(told["task"])) if told.get("task") else None
    actor = UUID(told["actor"]) if told.get("actor") else None
    unit_id = known.dossier.receiving_unit_id if task is None else task.unit_id
    act = said(known.who(actor, unit_id, at), told, known)
    if act is None:
        return None
    after = [*_onward(told, known), *_clock(told, known), *_ended(told)]
    late = any(c[0] == told.get("task") and c[3] == AFTER for c in told.get("closed", ()))
    if late:
        act = say("%(act)s (quá hạn)", act=act)
    return " ".join([f"{act}.", *after])


def _onward(told: Told, known: Known) -> Iterator[str]:
    """Where the dossier lies now, and with whom."""
    if told["kind"] not in MOVING or told["kind"] == "returned":
        return
    steps, given = [], dict(told.get("given", ()))
    for task_id, path, _due, holders, *_ in told.get("opened", ()):
        task = known.tasks.get(UUID(task_id))
        if task is None or task.parent_id is not None or task.kind not in (Kind.USER, JOINT):
            continue
        holders = [UUID(h) for h in holders]
        whom = _whom(task, holders, given.get(task_id), known)
        steps.append(say("%(whom)sbước “%(step)s”", whom=whom, step=known.step(path)))
    if steps:
        yield say("Hồ sơ chuyển %(steps)s.", steps=say(" và ").join(steps))


def _whom(task: Task, holders: list[UUID], given: str | None, known: Known) -> str:
    """The officer whom the step before chose, else the posts that are asked."""
    if given is not None:
        return f"{known.name(UUID(given))}, "
    if task.kind == JOINT and (members := known.members(task.id)):
        units = dict.fromkeys(known.unit(m.unit_id) for m in members)
        named = ", ".join(u for u in units if u)
        if is_council(known.dossier, task):
            return f"{named}, "
        return say("lấy ý kiến %(units)s, ", units=named)
    asked = known.asked(holders, task.unit_id)
    return f"{asked}, " if asked else ""


def _clock(told: Told, known: Known) -> Iterator[str]:
    """What it did to the legal time: began, stopped, went on, began again; and what is stuck."""
    if any(_policy(path, known) for _, path, *_ in told.get("opened", ())):
        yield say("Thời hạn giải quyết tạm dừng trong lúc chờ người nộp bổ sung.")
    if gaps := told.get("incidents"):
        stuck = [known.tasks[UUID(id)].element for id in gaps if UUID(id) in known.tasks]
        names = ", ".join(f"“{known.step(path)}”" for path in dict.fromkeys(stuck))
        yield say("Chưa có ai làm được bước %(names)s.", names=names)
    if told.get("ended"):
        return
    ended = {_policy(path, known) for _, path, *_ in told.get("closed", ())}
    if "restart" in ended:
        yield say("Thời hạn giải quyết được tính lại từ đầu%(due)s.", due=_promised(told))
    elif "pause" in ended:
        yield say("Thời hạn giải quyết tiếp tục chạy%(due)s.", due=_promised(told))
    elif told["kind"] == "received" and (promised := _promised(told)):
        yield say("Thời hạn giải quyết bắt đầu tính%(due)s.", due=promised)


def _promised(told: Told) -> str:
    """ ", hẹn trả lúc 09:05 ngày 27/10/2026", where the act set the due time."""
    if told.get("due") is None:
        return ""
    due = format_moment(datetime.fromisoformat(told["due"]))
    return say(", hẹn trả lúc %(due)s", due=due)


def _policy(path: str | None, known: Known) -> str | None:
    element = known.dossier.bundle.compiled.elements.get(path or "")
    if element is None or element.kind is not Kind.MESSAGE:
        return None
    return attributes_of(known.dossier.bundle.procedure, element).get("policy")


def _ended(told: Told) -> Iterator[str]:
    if ended := told.get("ended"):
        outcome = say(OUTCOME[ended]) if ended in OUTCOME else say("Đã kết thúc")
        when = TIMELINESS.get(told.get("timeliness") or "", "")
        aside = f", {say(when).lower()}" if when else ""
        yield say(
            "Hồ sơ kết thúc: %(outcome)s.", outcome=f"{outcome[0].lower()}{outcome[1:]}{aside}"
        )
