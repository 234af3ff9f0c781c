"""What presses in a head's units at this moment, and how much each officer has in hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from sqlalchemy import and_, func, not_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.core.vietnamese import LOCAL
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.reach import seats
from engine.questions.reports.dossier_report import PAGE
from engine.questions.reports.scope import Scope, names_and_keys, require_scope
from engine.say import say
from engine.store.bundles import load_bundle
from engine.store.records import DossierRow, TaskRow
from engine.store.time import read_time


@dataclass(frozen=True, slots=True)
class Load:
    """What an officer has in hand in these units."""

    person_id: UUID
    name: str
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Overview:
    """`pressing`: how many open steps of people, by the names of `pressing_of`."""

    pressing: Mapping[str, int]
    loads: tuple[Load, ...]


@dataclass(frozen=True, slots=True)
class OpenStep:
    """An open step behind a number. `opens`: whether the person may open the dossier."""

    dossier_id: UUID
    code: str
    step: str
    unit: str
    who: str
    opened_at: datetime
    due_at: datetime | None
    incident: str | None
    opens: bool


@dataclass(frozen=True, slots=True)
class OpenSteps:
    items: tuple[OpenStep, ...]
    count: int
    name: str
    """Whose they are; "" for everybody's."""


def overview(outside: Outside, actor: Actor) -> Overview:
    """Raises NotYours for who leads and reports on nothing."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        scope = require_scope(session, actor, now)
        wheres = pressing_of(now)
        counts = [func.count().filter(where) for where in wheres.values()]
        found = session.execute(select(*counts).select_from(TaskRow).where(*_open(scope))).one()
        return Overview(dict(zip(wheres, found, strict=True)), _loads(session, scope, now))


def open_steps(
    outside: Outside, actor: Actor, figure: str, officer: UUID | None = None, page: int = 1
) -> OpenSteps:
    """The steps behind a number of the overview, what is due first. Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        scope = require_scope(session, actor, now)
        wanted = pressing_of(now).get(figure)
        if wanted is None:
            raise NotFound(say("Báo cáo không có con số này."))
        where = [*_open(scope), wanted]
        if officer is not None:
            where.append(TaskRow.assignee_id == officer)
        count = session.scalar(select(func.count()).select_from(TaskRow).where(*where)) or 0
        rows = session.execute(
            select(TaskRow, DossierRow)
            .join(DossierRow, DossierRow.id == TaskRow.dossier_id)
            .where(*where)
            .order_by(TaskRow.due_at.nulls_last(), TaskRow.opened_at, TaskRow.id)
            .limit(PAGE)
            .offset((page - 1) * PAGE)
        ).all()
        held = [task.assignee_id for task, _ in rows if task.assignee_id]
        people = names_and_keys(session, [*held, *([officer] if officer else [])])
        mine = {str(office.unit_id) for office in seats(session, actor, now)}
        items = tuple(_open_step(session, t, d, scope, people, mine) for t, d in rows)
        name = people[officer][1] if officer in people else ""
        return OpenSteps(items, count, name)


def pressing_of(now: datetime) -> dict[str, ColumnElement[bool]]:
    """The WHERE of each number: of steps of people; what waits for an applicant presses nobody."""
    midnight = datetime.combine(now.astimezone(LOCAL).date() + timedelta(days=1), time(), LOCAL)
    late = and_(TaskRow.due_at.is_not(None), TaskRow.due_at < now)
    stuck = TaskRow.incident.is_not(None)
    return {
        "overdue": late,
        "today": and_(TaskRow.due_at >= now, TaskRow.due_at < midnight),
        "stuck": stuck,
        "unclaimed": and_(TaskRow.assignee_id.is_(None), not_(stuck)),
        "open": TaskRow.status == "open",
    }


def _open(scope: Scope) -> list[ColumnElement[bool]]:
    return [
        TaskRow.status == "open",
        TaskRow.kind == Kind.USER,
        TaskRow.unit_id.in_(list(scope.units)),
    ]


def _loads(session: Session, scope: Scope, now: datetime) -> tuple[Load, ...]:
    late = pressing_of(now)["overdue"]
    rows = session.execute(
        select(TaskRow.assignee_id, func.count(), func.count().filter(late))
        .where(*_open(scope), TaskRow.assignee_id.is_not(None))
        .group_by(TaskRow.assignee_id)
    ).all()
    names = names_and_keys(session, [row[0] for row in rows])
    found = [(names.get(row[0], ("", str(row[0]))), row) for row in rows]
    found.sort(key=lambda pair: (pair[0], pair[1][0]))
    return tuple(Load(row[0], name[1], row[1], row[2]) for name, row in found if row[0])


def _open_step(
    session: Session,
    task: TaskRow,
    dossier: DossierRow,
    scope: Scope,
    people: Mapping[UUID | None, tuple[str, str]],
    mine: set[str],
) -> OpenStep:
    bundle = load_bundle(session, dossier.bundle_sha256)
    takes_part = {str(dossier.unit_id), str(dossier.receiving_unit_id), *dossier.parties.values()}
    return OpenStep(
        dossier_id=dossier.id,
        code=dossier.code,
        step=bundle.compiled.elements[task.element].name,
        unit=scope.units[task.unit_id] if task.unit_id else "",
        who=people[task.assignee_id][1] if task.assignee_id in people else "",
        opened_at=task.opened_at,
        due_at=task.due_at,
        incident=task.incident,
        opens=not mine.isdisjoint(takes_part),
    )
