"""Builds the parts that the pages of one dossier share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bpmn.values import Kind
from engine.core.dossier import Document, Dossier, Surroundings, Task
from engine.core.move import TaskRef
from engine.core.numbering import document_number
from engine.questions.history_words import in_words, people_in
from engine.questions.parts import (
    DocumentView,
    DossierHead,
    HistoryLine,
    PaperView,
    StepView,
    TaskLine,
)
from engine.questions.steps import steps
from engine.questions.words import DOCUMENT, paused_since, status_words, task_time, time_left
from engine.store.accounts import person_names
from engine.store.documents import documents_of
from engine.store.history import history_of
from engine.store.load_standing import load_standing
from engine.store.records import DocumentVersionRow, PaperRow
from engine.store.tasks import tasks_of


@dataclass(frozen=True, slots=True)
class DossierParts:
    """Everything about a dossier that a page may show."""

    dossier: Dossier
    around: Surroundings
    now: datetime
    head: DossierHead
    papers: tuple[PaperView, ...]
    documents: tuple[DocumentView, ...]
    steps: tuple[StepView, ...]
    history: tuple[HistoryLine, ...]
    open_tasks: tuple[TaskLine, ...]


def dossier_parts(session: Session, dossier_id: UUID, system_now: datetime) -> DossierParts:
    """Read and tell. Raises NotFound. Who may see it is the caller's to ask (`reach`)."""
    dossier, around, now = load_standing(session, dossier_id, system_now)
    tasks = tasks_of(session, dossier_id)
    entries = history_of(session, dossier_id)
    ids = people_in(entries) | {t.closed_by_id for t in tasks if t.closed_by_id}
    ids |= {t.assignee_id for t in tasks if t.assignee_id}
    if dossier.accountable_id is not None:
        ids.add(dossier.accountable_id)
    names = person_names(session, ids)
    return DossierParts(
        dossier=dossier,
        around=around,
        now=now,
        head=_head(dossier, around, names, now),
        papers=_papers(session, dossier),
        documents=_documents(session, dossier),
        steps=steps(dossier, tasks, names),
        history=in_words(entries, dossier.bundle, names),
        open_tasks=tuple(
            _line(dossier, around, t, names, now) for t in tasks if t.status == "open"
        ),
    )


def _head(
    dossier: Dossier, around: Surroundings, names: dict[UUID, str], now: datetime
) -> DossierHead:
    procedure = dossier.bundle.procedure
    stop = next((e for e in around.ledger if e.ends_at is None), None)
    if dossier.status == "finished":
        remaining = ""
    elif stop is not None:
        remaining = paused_since(stop.starts_at)
    else:
        remaining = time_left(around.calendar, now, dossier.due_at).words
    return DossierHead(
        id=dossier.id,
        code=dossier.code,
        procedure_title=procedure.title,
        procedure_code=procedure.code,
        unit_name=around.register.units[dossier.unit_id].name,
        applicant=dossier.applicant,
        submitter=dossier.submitter,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        remaining=remaining,
        status_words=status_words(dossier.status, dossier.outcome),
        accountable_name=names.get(dossier.accountable_id) if dossier.accountable_id else None,
        lookup_code=dossier.lookup_code,
    )


def _papers(session: Session, dossier: Dossier) -> tuple[PaperView, ...]:
    titles = {p.key: p.title for p in dossier.bundle.procedure.papers}
    rows = session.scalars(
        select(PaperRow).where(PaperRow.dossier_id == dossier.id).order_by(PaperRow.added_at)
    )
    return tuple(
        PaperView(p.id, titles.get(p.component, p.name), p.name, p.media_type, p.size) for p in rows
    )


def _documents(session: Session, dossier: Dossier) -> tuple[DocumentView, ...]:
    titles = {d.key: d.title for d in dossier.bundle.procedure.documents}
    versions = session.execute(
        select(DocumentVersionRow.file_sha256, DocumentVersionRow.size).where(
            DocumentVersionRow.dossier_id == dossier.id
        )
    )
    sizes = {row.file_sha256: row.size for row in versions}
    return tuple(
        DocumentView(
            id=d.id,
            title=titles.get(d.key, d.key),
            status_words=DOCUMENT[d.status],
            released=d.status == "released",
            number_text=number_text(d),
            size=sizes[d.versions[-1].file_sha256],
        )
        for d in documents_of(session, dossier.id)
    )


def number_text(document: Document) -> str | None:
    """ "07/BS-UBND", or None while it has no number."""
    if document.number is None or document.symbol is None:
        return None
    return document_number(document.number, document.symbol)


def _line(
    dossier: Dossier, around: Surroundings, task: Task, names: dict[UUID, str], now: datetime
) -> TaskLine:
    asked = task.kind in (Kind.USER, Kind.MESSAGE)
    left = task_time(around.calendar, now, task).words if asked else ""
    return TaskLine(
        ref=TaskRef(dossier.id, task.id),
        step_name=dossier.bundle.compiled.elements[task.element].name,
        who=who_may(around, task, names),
        remaining=left,
    )


def who_may(around: Surroundings, task: Task, names: dict[UUID, str]) -> str:
    """Who has the task, or which posts it is asked of."""
    if task.assignee_id is not None:
        return names.get(task.assignee_id, "")
    if task.kind == Kind.MACHINE:
        return "Hệ thống"
    if task.kind == Kind.TIMER:
        return "Đồng hồ thời hạn"
    titles = [
        around.register.positions[h].title if h in around.register.positions else names.get(h, "")
        for h in task.holders
    ]
    return ", ".join(dict.fromkeys(t for t in titles if t)) or (task.incident or "")
