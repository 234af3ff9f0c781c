"""One task: what is to be done, whether the reader may, and all that lies beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.actions.documents.initials import initialled_at
from engine.actions.tasks.assign import may_assign
from engine.core.authority.register import AUTHORITY_POWERS, Power
from engine.core.dossier import JOINT, Dossier, Task
from engine.core.forms import Form
from engine.core.move import TaskRef
from engine.core.procedure import PaperSpec, attributes_of
from engine.outside.outside import Outside
from engine.questions.dossier.history_words import not_taken_back
from engine.questions.dossier.parts import DossierParts, dossier_parts
from engine.questions.known import is_council
from engine.questions.parts import (
    AttemptView,
    CommentView,
    ComponentView,
    DocumentView,
    DossierHead,
    HistoryLine,
    PaperView,
    StepView,
)
from engine.questions.reach import require_reach
from engine.questions.task.attempt import attempt_view
from engine.questions.task.joint import JointView, joint_view
from engine.questions.task.may import may, why_mine
from engine.questions.task.signer import Signer, next_signer
from engine.questions.task.ways import TaskWays, task_ways
from engine.questions.words import task_time
from engine.say import say
from engine.store.answers import answers_of_form
from engine.store.documents import attempts_of
from engine.store.drafts import Draft, draft_of
from engine.store.load_open_task import load_open_task
from engine.store.load_standing import Standing, load_standing

FORM, SIGN, SEAL, WAIT = "form", "sign", "seal", "wait"
HANDING = {"claimed", "unclaimed", "assigned"}
OPINION, BALLOT, CONSULT, COUNCIL = "opinion", "ballot", "consult", "council"


@dataclass(frozen=True, slots=True)
class TaskPage:
    """`kind` is form | sign | seal | wait | opinion | ballot | consult | council; `answers` are
    those given before, if any; `initials` the keys of the drafts that this step initials."""

    ref: TaskRef
    head: DossierHead
    step_name: str
    element: str
    unit: str | None
    kind: str
    form: Form | None
    answers: Mapping[str, Any]
    components: tuple[PaperSpec, ...]
    initials: tuple[str, ...]
    joint: JointView | None
    ways: TaskWays
    sent_back: HistoryLine | None
    can_act: bool
    why_not: str | None
    why_not_record: str | None
    """The record of the register on which the refusal rests, by name."""
    ground: str | None
    """On what the reader's mandate rests, where the step asks for one of authority."""
    why_mine: str
    assignee_name: str | None
    due_at: datetime | None
    remaining: str
    overdue: bool
    urgent: bool
    primary_action: str
    papers: tuple[PaperView, ...]
    documents: tuple[DocumentView, ...]
    steps: tuple[StepView, ...]
    history: tuple[HistoryLine, ...]
    signer: Signer
    attempt: AttemptView | None
    incident: str | None
    checklist: tuple[ComponentView, ...]
    comments: tuple[CommentView, ...]
    draft: Draft | None
    """What the reader typed here and has not sent."""


def task_page(outside: Outside, actor: Actor, ref: TaskRef) -> TaskPage:
    """Raises NotFound (for a dossier of another unit too) and AlreadyDone: by whom, when."""
    with outside.sessions.begin() as session:
        standing = load_standing(session, ref.dossier_id, outside.clock.now())
        require_reach(session, actor, standing.dossier, standing.now)
        task = next((t for t in standing.around.open_tasks if t.id == ref.task_id), None)
        if task is None:
            task = load_open_task(session, ref, outside.clock.now()).task
        return _page(session, actor, ref, task, standing)


def _page(session: Session, actor: Actor, ref: TaskRef, task: Task, standing: Standing) -> TaskPage:
    parts = dossier_parts(session, standing)
    dossier, around, now = standing
    element = dossier.bundle.compiled.elements[task.element]
    attributes = attributes_of(dossier.bundle.procedure, element)
    kind = _kind(dossier, task)
    form = dossier.bundle.forms.get(attributes.get("form", "")) if kind == FORM else None
    allowed = may(actor, task, standing)
    left = task_time(around.calendar, now, task)
    unit = parts.known.elsewhere(task.unit_id)
    ways = task_ways(
        actor,
        task,
        parts.known,
        around,
        now,
        can_act=allowed.why_not is None,
        may_assign=may_assign(actor, task, dossier, around, now),
    )
    return TaskPage(
        ref=ref,
        head=parts.head,
        step_name=element.name,
        element=task.element,
        unit=unit[0] if unit else None,
        kind=kind,
        form=form,
        answers=answers_of_form(session, dossier.id, form.key) if form else {},
        components=dossier.bundle.procedure.papers,
        initials=_initials(dossier, task),
        joint=joint_view(parts.known, task, parts.opinions),
        ways=ways,
        sent_back=_sent_back(parts, task),
        can_act=allowed.why_not is None,
        why_not=allowed.why_not,
        why_not_record=allowed.record,
        ground=allowed.ground,
        why_mine=why_mine(actor, task, around, now, claimed=_claimed(parts, actor, task)),
        assignee_name=parts.known.name(task.assignee_id) if task.assignee_id else None,
        due_at=task.due_at,
        remaining=left.words,
        overdue=left.overdue,
        urgent=left.urgent,
        primary_action=_primary(dossier, task, form),
        papers=parts.papers,
        documents=parts.documents,
        steps=parts.steps,
        history=parts.history,
        signer=next_signer(parts.known, around, now),
        attempt=_waiting_attempt(session, ref),
        incident=task.incident,
        checklist=parts.checklist,
        comments=parts.comments,
        draft=draft_of(session, actor.person_id, ref, "task"),
    )


def _kind(dossier: Dossier, task: Task) -> str:
    if task.kind == JOINT:
        return COUNCIL if is_council(dossier, task) else CONSULT
    if task.kind != Kind.USER:
        return WAIT
    if task.parent_id is not None:
        return BALLOT if is_council(dossier, task) else OPINION
    if task.power is None:
        return FORM
    if Power(task.power) in AUTHORITY_POWERS:
        return SIGN
    return SEAL if Power(task.power) is Power.SEAL else FORM


def _initials(dossier: Dossier, task: Task) -> tuple[str, ...]:
    """By what is known now: a form of this very step may still settle which documents there are."""
    return tuple(spec.key for spec in initialled_at(dossier, task.element, {}))


def _primary(dossier: Dossier, task: Task, form: Form | None) -> str:
    if form is not None and form.submit:
        return form.submit
    return (
        say("Ký nháy, trình lãnh đạo") if _initials(dossier, task) else say("Hoàn thành bước này")
    )


def _claimed(parts: DossierParts, actor: Actor, task: Task) -> bool:
    """Whether the last that was said of who has the task is that the reader took it."""
    who = (str(actor.person_id), str(task.id))
    said = [
        t for _, t in not_taken_back(parts.entries) if t["kind"] in HANDING and t["task"] == who[1]
    ]
    return bool(said) and said[-1]["kind"] == "claimed" and said[-1]["actor"] == who[0]


def _sent_back(parts: DossierParts, task: Task) -> HistoryLine | None:
    """The return that opened this task: who sent it back, and why."""
    lines = {line.at: line for line in parts.history}
    for at, told in reversed(parts.entries):
        opened = {UUID(each[0]) for each in told.get("opened", ())}
        if task.id in opened:
            return lines.get(at) if told["kind"] == "returned" else None
    return None


def _waiting_attempt(session: Session, ref: TaskRef) -> AttemptView | None:
    """The signature that is made and being finished, so that nobody signs twice."""
    attempts = attempts_of(session, ref.dossier_id, ref.task_id)
    made = next((a for a in reversed(attempts) if a.status == "made"), None)
    return None if made is None else attempt_view(session, ref.dossier_id, made)
