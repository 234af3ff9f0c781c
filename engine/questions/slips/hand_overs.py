"""Who handed a dossier over to whom, when and how it stood: rows out of the engine's history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bpmn.values import Kind
from engine.core.dossier import JOINT, Task
from engine.core.vietnamese import format_moment
from engine.questions.dossier.act_words import OPINION, Told
from engine.questions.dossier.history_words import not_taken_back
from engine.questions.dossier.parts import DossierParts
from engine.questions.known import Known
from engine.questions.words import TIMELINESS

APPLICANT = "Người nộp hồ sơ"
QUIET = {
    "claimed",
    "unclaimed",
    "assigned",
    "passed",
    "shown",
    "signature_begun",
    "signature_made",
    "voted",
} | {"slip_reprinted"}
"""Acts that leave the dossier where it lies."""


@dataclass(frozen=True, slots=True)
class HandOver:
    """One row of the control sheet. `result` is of the step that was handed over."""

    giver: str
    taker: str
    at: datetime
    result: str
    note: str


def hand_overs(parts: DossierParts) -> tuple[HandOver, ...]:
    """In order of time. What the machine does between two people is no hand-over of its own: the
    person before it handed over."""
    known = parts.known
    reasons = {line.at: line.why for line in parts.history}
    rows: list[HandOver] = []
    shared: set[str] = set()
    giver, result = f"{APPLICANT}: {known.dossier.applicant.full_name}", ""
    for at, told in not_taken_back(parts.entries):
        if told["kind"] in QUIET:
            continue
        acting = _acting(at, told, known)
        if acting is not None and told["kind"] != "received":
            giver, result = acting, _result(told)
        takers = list(_takers(told, known))
        notes = [*_notes(told, known, reasons.get(at)), *_shared_time(told, known, shared)]
        note = "; ".join(notes)
        if told["kind"] == "received":
            rows.append(HandOver(giver, acting or "", at, "", note))
        elif takers or told.get("ended") or told["kind"] in ("opinion_given", "extended"):
            end = known.dossier.applicant.full_name if told.get("ended") else ""
            taker = "; ".join(takers) or (f"{APPLICANT}: {end}" if end else "")
            rows.append(HandOver(giver, taker, at, result, note))
            result = ""
    return tuple(rows)


def _acting(at: datetime, told: Told, known: Known) -> str | None:
    """The unit and the person who acted; of the clock, that its time had come."""
    if told["kind"] == "timer_fired":
        return "Hệ thống (hết thời gian)"
    if told.get("channel"):
        return f"{APPLICANT}: {known.dossier.applicant.full_name}"
    if not told.get("actor"):
        return None
    task = known.tasks.get(UUID(told["task"])) if told.get("task") else None
    unit_id = known.dossier.receiving_unit_id if task is None else task.unit_id
    who = known.name(UUID(told["actor"]))
    unit = known.unit(unit_id or known.dossier.unit_id)
    return f"{unit}: {who}" if unit else who


def _takers(told: Told, known: Known) -> Iterator[str]:
    for task_id, path, *_ in told.get("opened", ()):
        task = known.tasks.get(UUID(task_id))
        if task is None or task.parent_id is not None:
            continue
        if task.kind == Kind.MESSAGE:
            element = known.dossier.bundle.compiled.elements[path]
            applicant = "policy" in element.attributes
            yield APPLICANT if applicant else "Hồ sơ liên thông"
        elif task.kind in (Kind.USER, JOINT):
            yield _taker(task, known)


def _taker(task: Task, known: Known) -> str:
    if task.kind == JOINT:
        units = dict.fromkeys(known.unit(m.unit_id) for m in known.members(task.id))
        return f"{', '.join(u for u in units if u)} ({known.step(task.element)})"
    unit = known.unit(task.unit_id)
    who = known.taken_by(task.id)
    return (f"{unit}: {who}" if who else unit) + f" ({known.step(task.element)})"


def _result(told: Told) -> str:
    """Of the step that this act completed; a returned or cancelled one has none."""
    done = [c[3] for c in told.get("closed", ()) if c[2] == "done" and c[3]]
    return TIMELINESS.get(done[0], "") if done else ""


def _notes(told: Told, known: Known, why: str | None) -> Iterator[str]:
    kind = told["kind"]
    reason = f": {why.rstrip('. ')}" if why else ""
    if kind == "returned":
        yield f"Chuyển trả về “{known.step(told['target'])}”{reason}"
    elif kind == "opinion_given":
        yield f"Cho ý kiến: {', '.join(OPINION.get(v, v) for v, _ in told['opinions'])}"
    elif kind == "council_closed":
        yield f"Hội đồng {'thông qua' if told['passed'] else 'không thông qua'}"
    elif kind in ("withdrawn", "stopped"):
        yield f"{'Rút' if kind == 'withdrawn' else 'Dừng giải quyết'} hồ sơ{reason}"
    elif kind == "extended":
        until = format_moment(datetime.fromisoformat(told["until"]))
        yield f"Gia hạn đến {until} theo văn bản số {told['ground']}"
    elif kind == "message_delivered":
        yield "Đã bổ sung hồ sơ" if told.get("sender") is None else "Hồ sơ liên thông trả lời"
    elif kind == "sealed":
        yield "Văn bản " + ", ".join(f"{n:02d}/{s}" for n, s in told["numbers"])


def _shared_time(told: Told, known: Known, shared: set[str]) -> Iterator[str]:
    """Said of the first step of those that share one budget; `shared` remembers the groups."""
    for task_id, *_ in told.get("opened", ()):
        task = known.tasks.get(UUID(task_id))
        if task is not None and task.budget_group and task.budget_group not in shared:
            shared.add(task.budget_group)
            yield "Từ bước này, các bước cùng nhóm tính chung một thời hạn"
