"""Where time goes: how long each step waited for somebody, how long it was worked on.

A step *waits* from its opening until whoever did it took it or was given it; what is done without
being taken has only waited. From then on it is *worked on*. While the ledger stops the clock of
the dossier it does neither: that is counted apart. All in office minutes of the unit that resolves
the dossier, each part of each step rounded down, so that sums add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple, TypeVarTuple
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.actions.dossiers.extension import APOLOGY
from engine.core.clock import Calendar, CalendarUnknown
from engine.core.timeliness import AFTER, BEFORE, ON
from engine.errors import InvalidAnswers, NotFound
from engine.outside.outside import Outside
from engine.questions.reach import seats
from engine.questions.reports.asked import DOER, NOBODY, Asked, procedures_asked, units_asked
from engine.questions.reports.dossier_report import PAGE, Choices, about, choices
from engine.questions.reports.scope import (
    Names,
    Scope,
    names_and_keys,
    procedure_names,
    require_scope,
)
from engine.say import say
from engine.store.bundles import load_bundle
from engine.store.load_calendar import load_calendar
from engine.store.records import DossierRow, LedgerRow, TaskRow
from engine.store.time import OfficeTime, read_time

MOST = 200_000
"""Steps that one report counts: each takes some microseconds of Python."""
MINUTE = 60_000_000
SEPARATOR = "|"
"""Between procedure and element in the key of a step."""
STEP_FIGURES = ("done", BEFORE, ON, AFTER, "no_term")
Span = tuple[datetime, datetime]
Columns = TypeVarTuple("Columns")


class Minutes(NamedTuple):
    waited: int
    worked: int
    paused: int


@dataclass(slots=True)
class StepLine:
    """`done` steps and their outcome; minutes in all, of the `timed` ones: those whose days the
    calendar knows."""

    key: str
    name: str
    more: str
    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STEP_FIGURES, 0))
    timed: int = 0
    waited: int = 0
    worked: int = 0
    paused: int = 0
    bundle: str = ""
    """Of one of the dossiers: it names the step."""


@dataclass(frozen=True, slots=True)
class StepReport:
    lines: tuple[StepLine, ...]
    total: StepLine
    made_at: datetime
    choices: Choices
    about: str


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step behind a number."""

    dossier_id: UUID
    code: str
    step: str
    who: str
    opened_at: datetime
    closed_at: datetime
    due_at: datetime | None
    opens: bool


@dataclass(frozen=True, slots=True)
class StepsListed:
    items: tuple[StepDone, ...]
    count: int
    name: str


def step_report(outside: Outside, actor: Actor, asked: Asked) -> StepReport:
    """The steps that ended in the period. Raises NotYours, NotFound, InvalidAnswers."""
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        scope, names = require_scope(session, actor, time.now), procedure_names(session)
        lines = count_steps(session, asked, scope, names, time)
        _name(session, asked, lines, names)
        ordered = sorted(lines.values(), key=lambda line: (line.key == NOBODY, line.more, line.key))
        total = StepLine("", "", "")
        for line in ordered:
            _add(total, line)
            if asked.by == DOER:
                line.more = ""
        return StepReport(
            tuple(ordered), total, time.now, choices(scope, names), about(asked, scope)
        )


def steps_listed(
    outside: Outside, actor: Actor, asked: Asked, figure: str, key: str | None, page: int = 1
) -> StepsListed:
    """The steps behind a number, the last one done first. Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        scope, names = require_scope(session, actor, now), procedure_names(session)
        where = [*_steps(asked, scope, names, now), *_of_figure(figure)]
        if key is not None:
            where += _of_line(asked, key)
        count = session.scalar(_joined(select(func.count())).where(*where)) or 0
        rows = session.execute(
            _joined(select(TaskRow, DossierRow))
            .where(*where)
            .order_by(TaskRow.closed_at.desc(), TaskRow.id)
            .limit(PAGE)
            .offset((page - 1) * PAGE)
        ).all()
        people = names_and_keys(session, [t.closed_by_id for t, _ in rows if t.closed_by_id])
        mine = {str(office.unit_id) for office in seats(session, actor, now)}
        items = tuple(_done(session, task, dossier, people, mine) for task, dossier in rows)
        return StepsListed(items, count, _name_of(asked, key, items))


def count_steps(
    session: Session, asked: Asked, scope: Scope, names: Names, time: OfficeTime
) -> dict[str, StepLine]:
    """The lines by their keys, not named yet. Raises NotFound, InvalidAnswers (too many)."""
    where = _steps(asked, scope, names, time.now)
    t, d = TaskRow, DossierRow
    rows = session.execute(
        _joined(
            select(
                t.dossier_id, t.element, t.opened_at, t.closed_at, t.assignee_id, t.assigned_at,
                t.closed_by_id, t.outcome, d.procedure, d.unit_id, d.bundle_sha256,
            )
        )
        .where(*where)
        .limit(MOST + 1)
    ).all()  # fmt: skip
    if len(rows) > MOST:
        said = say("Khoảng này có hơn 200.000 bước; hãy chọn khoảng ngắn hơn hoặc một đơn vị.")
        raise InvalidAnswers({"den": [said]})
    stops = _stops(session, where)
    calendars: dict[UUID, Calendar] = {}
    lines: dict[str, StepLine] = {}
    for row in rows:
        key = f"{row.procedure}{SEPARATOR}{row.element}"
        if asked.by == DOER:
            key = NOBODY if row.closed_by_id is None else str(row.closed_by_id)
        line = lines.setdefault(key, StepLine(key, "", "", bundle=row.bundle_sha256))
        line.figures["done"] += 1
        line.figures[row.outcome or "no_term"] += 1
        calendar = calendars.get(row.unit_id)
        if calendar is None:
            calendar = calendars[row.unit_id] = load_calendar(session, row.unit_id, time.epoch)
        taken = row.assigned_at if row.assignee_id is not None else row.closed_at
        try:
            found = minutes(
                calendar, row.opened_at, taken, row.closed_at, stops.get(row.dossier_id, ())
            )
        except CalendarUnknown:
            continue
        line.timed += 1
        line.waited += found.waited
        line.worked += found.worked
        line.paused += found.paused
    return lines


def _done(
    session: Session,
    task: TaskRow,
    dossier: DossierRow,
    people: Mapping[UUID | None, tuple[str, str]],
    mine: set[str],
) -> StepDone:
    bundle = load_bundle(session, dossier.bundle_sha256)
    assert task.closed_at is not None
    takes_part = {str(dossier.unit_id), str(dossier.receiving_unit_id), *dossier.parties.values()}
    return StepDone(
        dossier_id=dossier.id,
        code=dossier.code,
        step=bundle.compiled.elements[task.element].name,
        who=people[task.closed_by_id][1] if task.closed_by_id in people else "",
        opened_at=task.opened_at,
        closed_at=task.closed_at,
        due_at=task.due_at,
        opens=not mine.isdisjoint(takes_part),
    )


def _joined(what: Select[*Columns]) -> Select[*Columns]:
    return what.select_from(TaskRow).join(DossierRow, DossierRow.id == TaskRow.dossier_id)


def _steps(asked: Asked, scope: Scope, names: Names, now: datetime) -> list[ColumnElement[bool]]:
    """Steps of people that these units did in the period; a joint step is its members'."""
    at = asked.period.judged_at(now)
    where = [
        TaskRow.status == "done",
        TaskRow.kind.in_([Kind.USER, Kind.MESSAGE]),
        TaskRow.unit_id.in_(units_asked(asked, scope)),
        TaskRow.closed_at >= asked.period.begins,
        TaskRow.closed_at <= at,
        DossierRow.procedure != APOLOGY,
    ]
    if (slugs := procedures_asked(asked, names)) is not None:
        where.append(DossierRow.procedure.in_(slugs))
    if asked.officer is not None:
        where.append(TaskRow.closed_by_id == asked.officer)
    return where


def _of_figure(figure: str) -> list[ColumnElement[bool]]:
    if figure == "done":
        return []
    if figure == "no_term":
        return [TaskRow.outcome.is_(None)]
    if figure in (BEFORE, ON, AFTER):
        return [TaskRow.outcome == figure]
    raise NotFound(say("Báo cáo không có con số này."))


def _of_line(asked: Asked, key: str) -> list[ColumnElement[bool]]:
    if asked.by != DOER:
        procedure, _, element = key.partition(SEPARATOR)
        return [DossierRow.procedure == procedure, TaskRow.element == element]
    if key == NOBODY:
        return [TaskRow.closed_by_id.is_(None)]
    try:
        return [TaskRow.closed_by_id == UUID(key)]
    except ValueError:
        raise NotFound(say("Báo cáo không có dòng này.")) from None


def _stops(session: Session, where: Sequence[ColumnElement[bool]]) -> dict[UUID, list[Span]]:
    """The stops of the clock of these dossiers, merged, in order."""
    of = _joined(select(TaskRow.dossier_id)).where(*where)
    rows = session.execute(
        select(LedgerRow.dossier_id, LedgerRow.starts_at, LedgerRow.ends_at)
        .where(LedgerRow.dossier_id.in_(of))
        .order_by(LedgerRow.dossier_id, LedgerRow.starts_at)
    )
    found: dict[UUID, list[Span]] = {}
    for dossier_id, starts, ends in rows:
        spans = found.setdefault(dossier_id, [])
        end = ends or datetime.max.replace(tzinfo=starts.tzinfo)
        if spans and starts <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], end))
        else:
            spans.append((starts, end))
    return found


def minutes(
    calendar: Calendar, opened: datetime, taken: datetime, closed: datetime, stops: Sequence[Span]
) -> Minutes:
    """Office minutes of a step that was taken at `taken`. Raises CalendarUnknown."""
    taken = min(max(taken, opened), closed)
    if not stops:
        begins, middle, end = map(calendar.position, (opened, taken, closed))
        return Minutes((middle - begins) // MINUTE, (end - middle) // MINUTE, 0)
    before = [*_overlaps(stops, opened, taken)]
    after = [*_overlaps(stops, taken, closed)]
    still = (_office(calendar, before), _office(calendar, after))
    waited = _office(calendar, [(opened, taken)]) - still[0]
    worked = _office(calendar, [(taken, closed)]) - still[1]
    return Minutes(waited // MINUTE, worked // MINUTE, sum(still) // MINUTE)


def _overlaps(stops: Iterable[Span], start: datetime, end: datetime) -> Iterator[Span]:
    for begins, ends in stops:
        if begins < end and ends > start:
            yield max(begins, start), min(ends, end)


def _office(calendar: Calendar, spans: Iterable[Span]) -> int:
    return sum(calendar.position(end) - calendar.position(start) for start, end in spans)


def _add(total: StepLine, line: StepLine) -> None:
    for name, number in line.figures.items():
        total.figures[name] += number
    total.timed += line.timed
    total.waited += line.waited
    total.worked += line.worked
    total.paused += line.paused


def _name(session: Session, asked: Asked, lines: Mapping[str, StepLine], names: Names) -> None:
    """`more` is the procedure of a step; of a person, for a moment, the key to sort by."""
    if asked.by == DOER:
        people = names_and_keys(session, [UUID(key) for key in lines if key != NOBODY])
        for key, line in lines.items():
            nobody = ("", say("Hệ thống"))
            line.more, line.name = nobody if key == NOBODY else people.get(UUID(key), ("", key))
        return
    for key, line in lines.items():
        procedure, _, element = key.partition(SEPARATOR)
        line.name = load_bundle(session, line.bundle).compiled.elements[element].name
        line.more = names.titles.get(procedure, procedure)


def _name_of(asked: Asked, key: str | None, items: Sequence[StepDone]) -> str:
    """As the steps of the page say themselves."""
    if key is None or not items:
        return ""
    return items[0].step if asked.by != DOER else items[0].who or say("Hệ thống")
