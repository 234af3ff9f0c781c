"""Builds the parts that the pages of one dossier share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bpmn.values import Kind
from engine.core.dossier import JOINT, Dossier, Surroundings, Task
from engine.core.move import TaskRef
from engine.questions.dossier.act_words import Told
from engine.questions.dossier.checklist import checklist, paper_rows, paper_views
from engine.questions.dossier.comments import comment_views
from engine.questions.dossier.document_views import document_views
from engine.questions.dossier.head import head
from engine.questions.dossier.history_words import in_words, not_taken_back, people_in, read
from engine.questions.dossier.reasons import reasons_of
from engine.questions.dossier.step_times import StepTimes
from engine.questions.dossier.steps import steps, tally
from engine.questions.known import MACHINE, Known, is_council
from engine.questions.parts import (
    CommentView,
    ComponentView,
    DocumentView,
    DossierHead,
    HistoryLine,
    PaperView,
    StepView,
    TaskLine,
)
from engine.questions.words import task_time
from engine.say import say
from engine.store.documents import documents_of
from engine.store.history import history_of
from engine.store.load_standing import Standing
from engine.store.mentions import mentioned_in
from engine.store.people import person_names
from engine.store.records import OpinionRow, PaperRow
from engine.store.tasks import tasks_of


@dataclass(frozen=True, slots=True)
class DossierParts:
    """Everything about a dossier that a page may show."""

    dossier: Dossier
    around: Surroundings
    now: datetime
    known: Known
    entries: tuple[tuple[datetime, Told], ...]
    """The history as it was written."""
    opinions: tuple[OpinionRow, ...]
    head: DossierHead
    papers: tuple[PaperView, ...]
    checklist: tuple[ComponentView, ...]
    documents: tuple[DocumentView, ...]
    steps: tuple[StepView, ...]
    history: tuple[HistoryLine, ...]
    open_tasks: tuple[TaskLine, ...]
    comments: tuple[CommentView, ...]


def dossier_parts(session: Session, standing: Standing) -> DossierParts:
    """Read what the standing does not hold, and tell. Who may see it is the caller's to ask
    (`reach`)."""
    dossier, around, now = standing
    entries = read(history_of(session, dossier.id))
    documents = documents_of(session, dossier.id)
    opinions = tuple(
        session.scalars(
            select(OpinionRow)
            .where(OpinionRow.dossier_id == dossier.id)
            .order_by(OpinionRow.given_at, OpinionRow.id)
        )
    )
    tasks = tasks_of(session, dossier.id)
    rows = paper_rows(session, dossier.id)
    mentioned = mentioned_in(session, dossier.id)
    known = Known(
        dossier=dossier,
        register=around.register,
        tasks={t.id: t for t in tasks},
        names={
            **{p.id: p.full_name for p in around.register.persons.values()},
            **person_names(session, _people(dossier, entries, tasks, opinions, rows)),
        },
        documents=_titles(dossier, {d.id: d.key for d in documents}),
    )
    returns = {
        UUID(told["task"]): str(told["target"])
        for _, told in not_taken_back(entries)
        if told["kind"] == "returned"
    }
    papers = paper_views(rows, known)
    return DossierParts(
        dossier=dossier,
        around=around,
        now=now,
        known=known,
        entries=entries,
        opinions=opinions,
        head=head(session, standing, known),
        papers=papers,
        checklist=checklist(dossier, papers),
        documents=document_views(session, known, documents, opinions, entries),
        steps=steps(known, returns, StepTimes.of(around, now)),
        history=in_words(entries, known, reasons_of(opinions)),
        open_tasks=tuple(
            _line(known, around, t, now) for t in tasks if t.status == "open" and not t.parent_id
        ),
        comments=comment_views(known, opinions, mentioned),
    )


def _people(
    dossier: Dossier,
    entries: tuple[tuple[datetime, Told], ...],
    tasks: tuple[Task, ...],
    opinions: tuple[OpinionRow, ...],
    papers: Iterable[PaperRow],
) -> set[UUID]:
    ids = people_in(entries) | {o.person_id for o in opinions}
    ids |= {p.added_by_id for p in papers if p.added_by_id}
    ids |= {i for t in tasks for i in (t.closed_by_id, t.assignee_id, *t.holders) if i}
    return ids if dossier.accountable_id is None else {*ids, dossier.accountable_id}


def _titles(dossier: Dossier, keys: dict[UUID, str]) -> dict[UUID, str]:
    titles = {d.key: d.title for d in dossier.bundle.procedure.documents}
    return {id: titles.get(key, key) for id, key in keys.items()}


def _line(known: Known, around: Surroundings, task: Task, now: datetime) -> TaskLine:
    asked = task.kind in (Kind.USER, Kind.MESSAGE, JOINT)
    left = task_time(around.calendar, now, task).words if asked else ""
    unit = known.elsewhere(task.unit_id)
    return TaskLine(
        ref=TaskRef(known.dossier.id, task.id),
        step_name=known.step(task.element),
        who=who_may(known, task),
        remaining=left,
        unit=unit[0] if unit else None,
    )


def who_may(known: Known, task: Task) -> str:
    """Who has the task, or which posts it is asked of; how far those are who do it together."""
    if task.kind == JOINT:
        return tally(known.members(task.id), council=is_council(known.dossier, task))
    if task.assignee_id is not None:
        return known.name(task.assignee_id)
    if task.kind == Kind.MACHINE:
        return say(MACHINE)
    if task.kind == Kind.TIMER:
        return say("Đồng hồ thời hạn")
    return known.asked(task.holders, None) or (task.incident or "")
