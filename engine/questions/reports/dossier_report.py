"""The on-time report: how many dossiers a period had, and how they stand, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from engine.actions.actor import Actor
from engine.core.timeliness import AFTER, BEFORE, ON
from engine.core.vietnamese import fold
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.reach import seats
from engine.questions.reports.asked import (
    FIELD,
    FIGURES,
    NOBODY,
    OFFICER,
    PROCEDURE,
    UNIT,
    Asked,
    dossiers,
    figures,
    units_asked,
)
from engine.questions.reports.scope import (
    Names,
    Scope,
    names_and_keys,
    procedure_names,
    require_scope,
)
from engine.questions.words import status_words
from engine.say import say
from engine.store.records import DossierRow
from engine.store.time import read_time

PAGE = 50
"""Dossiers of one page of the list behind a number."""


@dataclass(frozen=True, slots=True)
class Line:
    """`figures` by the names of `FIGURES`. `on_time` is None where nothing with a term ended."""

    key: str
    name: str
    figures: Mapping[str, int]

    @property
    def on_time(self) -> float | None:
        """Percent of what ended with a term."""
        late = self.figures[AFTER]
        good = self.figures[BEFORE] + self.figures[ON]
        return None if not good + late else 100 * good / (good + late)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the report may be narrowed to, as (key, name)."""

    units: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    procedures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """`total` is the sum of the lines: every dossier is in exactly one."""

    lines: tuple[Line, ...]
    total: Line
    at: datetime
    """As things stood then."""
    made_at: datetime
    choices: Choices
    about: str
    """The units that it is about, in words."""


@dataclass(frozen=True, slots=True)
class Behind:
    """A dossier behind a number. `opens`: whether the person may open it."""

    id: UUID
    code: str
    procedure: str
    unit: str
    officer: str
    received_at: datetime
    due_at: datetime | None
    finished_at: datetime | None
    status: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the dossiers behind a number; `count` is the number itself."""

    items: tuple[Behind, ...]
    count: int
    name: str
    """Of the line it was taken from; "" for the total."""


def report(outside: Outside, actor: Actor, asked: Asked) -> Report:
    """The report of dossiers. Raises NotYours, NotFound (a unit that is not theirs)."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        scope, names = require_scope(session, actor, now), procedure_names(session)
        at = asked.period.judged_at(now)
        counted = count_dossiers(session, asked, scope, names, at)
        titles = _titles(session, asked.by, counted, scope, names)
        lines = [Line(key, titles[key][1], found) for key, found in counted.items()]
        lines.sort(key=lambda line: (line.key == NOBODY, titles[line.key], line.key))
        total = {name: sum(line.figures[name] for line in lines) for name in FIGURES}
        return Report(
            tuple(lines),
            Line("", "", total),
            at,
            now,
            choices(scope, names),
            about(asked, scope),
        )


def listed(
    outside: Outside, actor: Actor, asked: Asked, figure: str, key: str | None, page: int = 1
) -> Listed:
    """The dossiers behind a number of the line `key` (None: of the total), what is due first.

    Raises NotYours, NotFound (no such number, line or unit).
    """
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        scope, names = require_scope(session, actor, now), procedure_names(session)
        at = asked.period.judged_at(now)
        of = dossiers(asked, scope, names, at)
        wanted = figures(of, asked, at).get(figure)
        if wanted is None:
            raise NotFound(say("Báo cáo không có con số này."))
        where = wanted if key is None else and_(wanted, _of_line(of, asked.by, key, names))
        count = session.scalar(select(func.count()).select_from(of).where(where)) or 0
        ids = session.scalars(
            select(of.c.id)
            .where(where)
            .order_by(of.c.due_at.nulls_last(), of.c.received_at, of.c.id)
            .limit(PAGE)
            .offset((page - 1) * PAGE)
        ).all()
        items = _behind(session, actor, ids, scope, names, now)
        name = "" if key is None else _titles(session, asked.by, {key: {}}, scope, names)[key][1]
        return Listed(items, count, name)


def count_dossiers(
    session: Session, asked: Asked, scope: Scope, names: Names, at: datetime
) -> dict[str, dict[str, int]]:
    """The figures of every line, by its key, as things stood `at`."""
    of = dossiers(asked, scope, names, at)
    column = _column(of, asked.by)
    counts = [func.count().filter(where) for where in figures(of, asked, at).values()]
    found: dict[str, dict[str, int]] = {}
    for row in session.execute(select(column, *counts).group_by(column)):
        key = NOBODY if row[0] is None else str(row[0])
        if asked.by == FIELD:
            key = names.fields[key]
        line = found.setdefault(key, dict.fromkeys(FIGURES, 0))
        for name, number in zip(FIGURES, row[1:], strict=True):
            line[name] += number
    return found


def choices(scope: Scope, names: Names) -> Choices:
    """Sorted as people look for them."""
    return Choices(
        tuple((str(id_), name) for id_, name in scope.units.items()),
        tuple((field, field) for field in sorted(set(names.fields.values()), key=fold)),
        tuple(sorted(names.titles.items(), key=lambda item: fold(item[1]))),
    )


def about(asked: Asked, scope: Scope) -> str:
    """The units of the report in words."""
    units = units_asked(asked, scope)
    first = scope.units[units[0]]
    if len(units) == 1:
        return first
    return say("%(unit)s và %(more)s đơn vị khác", unit=first, more=len(units) - 1)


def _column(of: Any, by: str) -> ColumnElement[Any]:
    """Fields are told apart by their procedures."""
    columns = {UNIT: of.c.unit_id, OFFICER: of.c.accountable_id}
    column: ColumnElement[Any] = columns.get(by, of.c.procedure)
    return column


def _of_line(of: Any, by: str, key: str, names: Names) -> ColumnElement[bool]:
    column = _column(of, by)
    if by == FIELD:
        return column.in_(names.of_field(key))
    if by == PROCEDURE:
        return column == key
    if by == OFFICER and key == NOBODY:
        return column.is_(None)
    try:
        return column == UUID(key)
    except ValueError:
        raise NotFound(say("Báo cáo không có dòng này.")) from None


def _titles(
    session: Session, by: str, keys: Iterable[str], scope: Scope, names: Names
) -> dict[str, tuple[str, str]]:
    """Key to sort by, and the words, of each line. Units stand in the order of the tree."""
    if by == UNIT:
        places = {str(id_): (f"{n:06d}", name) for n, (id_, name) in enumerate(scope.units.items())}
        return {key: places.get(key, ("", key)) for key in keys}
    if by == OFFICER:
        persons = [UUID(key) for key in keys if key != NOBODY]
        known = {str(id_): name for id_, name in names_and_keys(session, persons).items()}
        nobody = ("", say("Chưa có người chịu trách nhiệm"))
        return {key: nobody if key == NOBODY else known.get(key, ("", key)) for key in keys}
    words = {key: names.titles.get(key, key) if by == PROCEDURE else key for key in keys}
    return {key: (fold(name), name) for key, name in words.items()}


def _behind(
    session: Session,
    actor: Actor,
    ids: Sequence[UUID],
    scope: Scope,
    names: Names,
    now: datetime,
) -> tuple[Behind, ...]:
    """No names of applicants: who may read them opens the dossier."""
    d = DossierRow
    rows = session.execute(
        select(
            d.id, d.code, d.procedure, d.unit_id, d.receiving_unit_id, d.parties, d.accountable_id,
            d.received_at, d.due_at, d.finished_at, d.status, d.outcome,
        ).where(d.id.in_(ids))
    )  # fmt: skip
    found = {row.id: row for row in rows}
    people = names_and_keys(session, [r.accountable_id for r in found.values() if r.accountable_id])
    mine = {str(office.unit_id) for office in seats(session, actor, now)}

    def one(row: Any) -> Behind:
        takes_part = {str(row.unit_id), str(row.receiving_unit_id), *row.parties.values()}
        return Behind(
            id=row.id,
            code=row.code,
            procedure=names.titles.get(row.procedure, row.procedure),
            unit=scope.units[row.unit_id],
            officer=people[row.accountable_id][1] if row.accountable_id in people else "",
            received_at=row.received_at,
            due_at=row.due_at,
            finished_at=row.finished_at,
            status=status_words(row.status, row.outcome),
            opens=not mine.isdisjoint(takes_part),
        )

    return tuple(one(found[id_]) for id_ in ids)
