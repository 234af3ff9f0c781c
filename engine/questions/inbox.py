"""The inbox: every open task that is asked of one person, over all their posts, due first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.questions.reach import seats
from engine.questions.words import task_time
from engine.store.bundles import load_bundle
from engine.store.load_calendar import load_calendar
from engine.store.offices import Office
from engine.store.records import CandidateRow, DossierRow, TaskRow
from engine.store.time import read_time

MOST = 1000
"""A count above this is printed as "1.000+"; the list behind it is the same WHERE."""


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One task of the list."""

    ref: TaskRef
    dossier_code: str
    procedure_title: str
    step_name: str
    applicant_name: str
    why: str
    due_at: datetime | None
    remaining: str
    overdue: bool
    urgent: bool
    claimed: bool
    incident: str | None
    received_at: datetime
    unit_name: str


@dataclass(frozen=True, slots=True)
class Inbox:
    """`count` equals the list behind it, up to `MOST`; then `capped` is true."""

    items: tuple[InboxItem, ...]
    count: int
    capped: bool


def inbox(outside: Outside, actor: Actor, *, limit: int = 50) -> Inbox:
    """The first `limit` tasks, the nearest due first; then those without a time, and at the end
    those that only wait for an applicant."""
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        offices = {o.position_id: o for o in seats(session, actor, time.now)}
        holders = [*offices, actor.person_id]
        mine = _mine(actor, holders)
        counted = session.scalar(
            select(func.count()).select_from(
                select(TaskRow.id)
                .join(CandidateRow, _candidate())
                .where(mine)
                .distinct()
                .limit(MOST + 1)
                .subquery()
            )
        )
        rows = _rows(session, mine, limit, len(holders))
        items = []
        for task, dossier, holder in rows:
            bundle = load_bundle(session, dossier.bundle_sha256)
            office = offices.get(holder)
            unit_name = office.unit_name if office else ""
            left = task_time(load_calendar(session, dossier.unit_id, time.epoch), time.now, task)
            items.append(
                InboxItem(
                    ref=TaskRef(task.dossier_id, task.id),
                    dossier_code=dossier.code,
                    procedure_title=bundle.procedure.title,
                    step_name=bundle.compiled.elements[task.element].name,
                    applicant_name=str(dossier.applicant["full_name"]),
                    why=_why(task, office),
                    due_at=task.due_at,
                    remaining=left.words,
                    overdue=left.overdue,
                    urgent=left.urgent,
                    claimed=task.assignee_id is not None,
                    incident=task.incident,
                    received_at=dossier.received_at,
                    unit_name=unit_name,
                )
            )
    total = counted or 0
    return Inbox(tuple(items), min(total, MOST), total > MOST)


def _why(task: TaskRow, office: Office | None) -> str:
    if task.assignee_id is not None:
        return "tôi đã nhận"
    return office.position_title if office is not None else "giao đích danh"


def _candidate() -> ColumnElement[bool]:
    return and_(CandidateRow.dossier_id == TaskRow.dossier_id, CandidateRow.task_id == TaskRow.id)


def _mine(actor: Actor, holders: list[UUID]) -> ColumnElement[bool]:
    return and_(
        CandidateRow.holder_id.in_(holders),
        TaskRow.status == "open",
        or_(TaskRow.assignee_id.is_(None), TaskRow.assignee_id == actor.person_id),
    )


def _rows(
    session: Session, mine: ColumnElement[bool], limit: int, posts: int
) -> list[tuple[TaskRow, DossierRow, UUID]]:
    """A task asked of two of one's posts is one row: the first post's."""
    found: dict[UUID, tuple[TaskRow, DossierRow, UUID]] = {}
    rows = session.execute(
        select(TaskRow, DossierRow, CandidateRow.holder_id)
        .join(CandidateRow, _candidate())
        .join(DossierRow, DossierRow.id == TaskRow.dossier_id)
        .where(mine)
        .order_by(
            CandidateRow.due_at.nulls_last(),
            TaskRow.kind == Kind.MESSAGE,
            TaskRow.opened_at,
            TaskRow.id,
        )
        .limit(limit * posts)
    )
    for task, dossier, holder in rows:
        found.setdefault(task.id, (task, dossier, holder))
    return list(found.values())[:limit]
