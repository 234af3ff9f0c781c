"""One task: what is to be done, whether the reader may, and all that lies beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.actions.judge import judge, seats_of
from engine.actions.supplements.receive import may_receive
from engine.core.authority.may_act import mandates
from engine.core.authority.register import AUTHORITY_POWERS, Power
from engine.core.dossier import Dossier, Surroundings, Task
from engine.core.forms import Form
from engine.core.move import TaskRef
from engine.core.procedure import PaperSpec, attributes_of
from engine.errors import NotYours
from engine.outside.outside import Outside
from engine.questions.attempt import attempt_view
from engine.questions.dossier_parts import DossierParts, dossier_parts
from engine.questions.parts import (
    AttemptView,
    DocumentView,
    DossierHead,
    HistoryLine,
    PaperView,
    StepView,
)
from engine.questions.reach import require_reach
from engine.questions.words import task_time
from engine.store.accounts import person_names
from engine.store.answers import answers_of_form
from engine.store.documents import attempts_of
from engine.store.load_open_task import load_open_task
from engine.store.load_standing import load_standing

FORM, SIGN, SEAL, WAIT = "form", "sign", "seal", "wait"


@dataclass(frozen=True, slots=True)
class TaskPage:
    """`kind` is form | sign | seal | wait; `answers` are those given before, if any."""

    ref: TaskRef
    head: DossierHead
    step_name: str
    element: str
    kind: str
    form: Form | None
    answers: Mapping[str, Any]
    components: tuple[PaperSpec, ...]
    can_act: bool
    why_not: str | None
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
    capacity: tuple[str, ...]
    signer_hint: str | None
    attempt: AttemptView | None
    incident: str | None


def task_page(outside: Outside, actor: Actor, ref: TaskRef) -> TaskPage:
    """Raises NotFound (for a dossier of another unit too) and AlreadyDone: by whom, when."""
    with outside.sessions.begin() as session:
        dossier, _, now = load_standing(session, ref.dossier_id, outside.clock.now())
        require_reach(session, actor, dossier, now)
        task = load_open_task(session, ref, outside.clock.now()).task
        parts = dossier_parts(session, ref.dossier_id, outside.clock.now())
        return _page(session, actor, ref, task, parts)


def _page(
    session: Session, actor: Actor, ref: TaskRef, task: Task, parts: DossierParts
) -> TaskPage:
    dossier, around, now = parts.dossier, parts.around, parts.now
    element = dossier.bundle.compiled.elements[task.element]
    attributes = attributes_of(dossier.bundle.procedure, element)
    form = dossier.bundle.forms.get(attributes.get("form", ""))
    why_not = _why_not(actor, task, dossier, around, now)
    left = task_time(around.calendar, now, task)
    capacity, hint = _signer(dossier, around, now)
    return TaskPage(
        ref=ref,
        head=parts.head,
        step_name=element.name,
        element=task.element,
        kind=_kind(task),
        form=form,
        answers=answers_of_form(session, dossier.id, form.key) if form else {},
        components=dossier.bundle.procedure.papers,
        can_act=why_not is None,
        why_not=why_not,
        why_mine=_why_mine(actor, task, around, now),
        assignee_name=_name(session, task),
        due_at=task.due_at,
        remaining=left.words,
        overdue=left.overdue,
        urgent=left.urgent,
        primary_action=(form.submit if form and form.submit else "Hoàn thành bước này"),
        papers=parts.papers,
        documents=parts.documents,
        steps=parts.steps,
        history=parts.history,
        capacity=capacity,
        signer_hint=hint,
        attempt=_waiting_attempt(session, ref),
        incident=task.incident,
    )


def _kind(task: Task) -> str:
    if task.kind != Kind.USER:
        return WAIT
    if task.power is None:
        return FORM
    if Power(task.power) in AUTHORITY_POWERS:
        return SIGN
    return SEAL if Power(task.power) is Power.SEAL else FORM


def _why_not(
    actor: Actor, task: Task, dossier: Dossier, around: Surroundings, now: datetime
) -> str | None:
    if task.kind in (Kind.MACHINE, Kind.TIMER):
        return "Bước này do hệ thống làm."
    try:
        if task.kind == Kind.MESSAGE:
            may_receive(actor, dossier, around, now)
        else:
            judge(actor.person_id, task, dossier, around, now)
    except NotYours as refusal:
        return refusal.sentence
    return None


def _why_mine(actor: Actor, task: Task, around: Surroundings, now: datetime) -> str:
    if task.assignee_id == actor.person_id:
        return "Ông/bà đã nhận xử lý việc này."
    mine = seats_of(around.register, actor.person_id, now) & set(task.holders)
    titles = [around.register.positions[p].title for p in mine if p in around.register.positions]
    return f"Việc của vị trí {', '.join(sorted(titles))}." if titles else ""


def _name(session: Session, task: Task) -> str | None:
    if task.assignee_id is None:
        return None
    return person_names(session, {task.assignee_id}).get(task.assignee_id)


def _signer(
    dossier: Dossier, around: Surroundings, now: datetime
) -> tuple[tuple[str, ...], str | None]:
    """Who would sign the result now, and as whom: the first answer of the register."""
    answers = mandates(
        around.register,
        Power.DECIDE,
        dossier.bundle.procedure.code_or_slug,
        dossier.unit_id,
        now,
        dossier.facts,
        involvement=around.involvement,
    )
    if not answers:
        return (), "Chưa có ai có thẩm quyền ký vào lúc này."
    first = answers[0]
    name = around.register.persons[first.person_id].full_name
    others = len({a.person_id for a in answers}) - 1
    more = f", hoặc {others} người khác có thẩm quyền" if others else ""
    return first.capacity, f"{name}{more}. {' '.join(link.says for link in first.chain)}"


def _waiting_attempt(session: Session, ref: TaskRef) -> AttemptView | None:
    """The signature that is made and being finished, so that nobody signs twice."""
    attempts = attempts_of(session, ref.dossier_id, ref.task_id)
    made = next((a for a in reversed(attempts) if a.status == "made"), None)
    return None if made is None else attempt_view(session, ref.dossier_id, made)
