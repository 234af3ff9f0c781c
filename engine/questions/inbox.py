"""The inbox: every open task that is asked of one person, over all their posts, due first."""

from __future__ import annotations

from collections.abc import Sequence
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
from engine.questions.inbox_why import Whys, whys
from engine.questions.places import led_units
from engine.questions.reach import seats
from engine.questions.words import task_time
from engine.store.bundles import load_bundle
from engine.store.load_calendar import load_calendar
from engine.store.offices import Office
from engine.store.records import CandidateRow, DossierRow, TaskRow
from engine.store.time import OfficeTime, read_time

MOST = 1000
"""A count above this is printed as "1.000+"; the list behind it is the same WHERE."""
Row = tuple[TaskRow, DossierRow, UUID | None]
"""A task, its dossier, and the post of which it is asked; None for one that nobody may do."""


@dataclass(frozen=True, slots=True)
class InboxItem:
    """One task of the list; `why` says in a few words why it is here."""

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
    those that only wait for an applicant.

    Whoever heads a unit sees there, too, what nobody of it may do, for only they can mend that.
    """
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        offices = {o.position_id: o for o in seats(session, actor, time.now)}
        mine = _mine(actor, [*offices, actor.person_id])
        lost = _lost(led_units(session, actor, time.now))
        total = _counted(session, mine, lost)
        rows = _rows(session, mine, lost, limit, len(offices) + 1)
        told = whys(session, actor, rows, offices)
        items = tuple(_item(session, time, row, offices, told) for row in rows)
    return Inbox(items, min(total, MOST), total > MOST)


def _item(
    session: Session, time: OfficeTime, row: Row, offices: dict[UUID, Office], told: Whys
) -> InboxItem:
    task, dossier, holder = row
    bundle = load_bundle(session, dossier.bundle_sha256)
    office = offices.get(holder) if holder else None
    left = task_time(load_calendar(session, dossier.unit_id, time.epoch), time.now, task)
    return InboxItem(
        ref=TaskRef(task.dossier_id, task.id),
        dossier_code=dossier.code,
        procedure_title=bundle.procedure.title,
        step_name=bundle.compiled.elements[task.element].name,
        applicant_name=str(dossier.applicant["full_name"]),
        why=told.why(row, bundle),
        due_at=task.due_at,
        remaining=left.words,
        overdue=left.overdue,
        urgent=left.urgent,
        claimed=task.assignee_id is not None,
        incident=task.incident,
        received_at=dossier.received_at,
        unit_name=office.unit_name if office else "",
    )


def _candidate() -> ColumnElement[bool]:
    return and_(CandidateRow.dossier_id == TaskRow.dossier_id, CandidateRow.task_id == TaskRow.id)


def _mine(actor: Actor, holders: list[UUID]) -> ColumnElement[bool]:
    return and_(
        CandidateRow.holder_id.in_(holders),
        TaskRow.status == "open",
        or_(TaskRow.assignee_id.is_(None), TaskRow.assignee_id == actor.person_id),
    )


def _lost(units: Sequence[UUID]) -> ColumnElement[bool]:
    """Tasks of these units that nobody may do."""
    return and_(
        TaskRow.status == "open",
        TaskRow.incident.is_not(None),
        TaskRow.unit_id.in_(units),
        ~select(CandidateRow.task_id).where(_candidate()).exists(),
    )


def _counted(session: Session, mine: ColumnElement[bool], lost: ColumnElement[bool]) -> int:
    asked = select(TaskRow.id).join(CandidateRow, _candidate()).where(mine).distinct()
    return sum(
        session.scalar(select(func.count()).select_from(each.limit(MOST + 1).subquery())) or 0
        for each in (asked, select(TaskRow.id).where(lost))
    )


def _rows(
    session: Session,
    mine: ColumnElement[bool],
    lost: ColumnElement[bool],
    limit: int,
    posts: int,
) -> list[Row]:
    """A task asked of two of one's posts is one row: the first post's."""
    found: dict[UUID, Row] = {}
    dossier = DossierRow.id == TaskRow.dossier_id
    for task, its in session.execute(
        select(TaskRow, DossierRow).join(DossierRow, dossier).where(lost).limit(limit)
    ):
        found[task.id] = (task, its, None)
    asked = session.execute(
        select(TaskRow, DossierRow, CandidateRow.holder_id)
        .join(CandidateRow, _candidate())
        .join(DossierRow, dossier)
        .where(mine)
        .order_by(
            CandidateRow.due_at.nulls_last(),
            TaskRow.kind == Kind.MESSAGE,
            TaskRow.opened_at,
            TaskRow.id,
        )
        .limit(limit * posts)
    )
    for task, its, holder in asked:
        found.setdefault(task.id, (task, its, holder))
    return list(found.values())[:limit]
