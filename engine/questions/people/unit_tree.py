"""The tree of units, one level at a time, with who sits where on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, literal, select
from sqlalchemy.orm import Session, aliased

from engine.actions.actor import Actor
from engine.core.authority.unit_kinds import KINDS, UnitKind
from engine.core.vietnamese import LOCAL
from engine.outside.outside import Outside
from engine.questions.people.keeping import asked, holds_at
from engine.questions.people.words import rank_words
from engine.say import say
from engine.store.records import AppointmentRow, PersonRow, PositionRow, UnitRow

PAGE = 50


@dataclass(frozen=True, slots=True)
class Holder:
    """Who sits on a seat; `acting` for Q."""

    person_id: UUID
    full_name: str
    acting: bool


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat; nobody on it: vacant."""

    id: UUID
    title: str
    rank: str
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit of the level; `children` units stand under it that day."""

    id: UUID
    code: str
    name: str
    kind: str
    children: int
    seats: tuple[SeatLine, ...]


@dataclass(frozen=True, slots=True)
class Crumb:
    """A unit on the way down."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class UnitTree:
    """One level. `path` leads from the top to the unit whose children these are."""

    path: tuple[Crumb, ...]
    branches: tuple[Branch, ...]
    count: int
    page: int
    pages: int
    at: datetime


def unit_tree(
    outside: Outside,
    actor: Actor,
    under: UUID | None = None,
    day: datetime | None = None,
    page: int = 1,
) -> UnitTree:
    """The units directly under one (None: the topmost), by name, on `day` (None: now). Raises
    NotYours."""
    with asked(outside, actor) as (session, now):
        at = day or now
        level = UnitRow.parent_id == under if under else UnitRow.parent_id.is_(None)
        here = and_(holds_at(UnitRow, at), level)
        count = session.scalar(select(func.count()).select_from(UnitRow).where(here)) or 0
        pages = max(1, -(-count // PAGE))
        page = min(max(1, page), pages)
        rows = units_by_name(session, here, PAGE, (page - 1) * PAGE)
        branches = branches_of(session, rows, at)
        return UnitTree(path_to(session, under), branches, count, page, pages, at)


def noon(day: datetime) -> datetime:
    """The middle of a local day: who sits then sits there that day."""
    return datetime.combine(day.astimezone(LOCAL).date(), time(12), LOCAL)


def path_to(session: Session, unit_id: UUID | None) -> tuple[Crumb, ...]:
    """From the topmost unit down to this one."""
    if unit_id is None:
        return ()
    up = (
        select(UnitRow.id, UnitRow.parent_id, UnitRow.name, literal(0).label("far"))
        .where(UnitRow.id == unit_id, UnitRow.recorded_to.is_(None))
        .cte("up", recursive=True)
    )
    parent = aliased(UnitRow)
    up = up.union_all(
        select(parent.id, parent.parent_id, parent.name, up.c.far + 1).where(
            parent.id == up.c.parent_id, parent.recorded_to.is_(None), up.c.far < 20
        )
    )
    rows = session.execute(select(up.c.id, up.c.name).order_by(up.c.far.desc()))
    return tuple(Crumb(row.id, row.name) for row in rows)


def branches_of(session: Session, rows: Sequence[UnitRow], at: datetime) -> tuple[Branch, ...]:
    """The units with their seats, holders and how many stand under them, in three statements."""
    ids = [row.id for row in rows]
    child = aliased(UnitRow)
    counted = session.execute(
        select(child.parent_id, func.count().label("many"))
        .where(child.parent_id.in_(ids), holds_at(child, at))
        .group_by(child.parent_id)
    )
    children = {line.parent_id: line.many for line in counted}
    seats = seats_of_units(session, ids, at)
    return tuple(
        Branch(
            id=row.id,
            code=row.code,
            name=row.name,
            kind=say(KINDS[UnitKind(row.kind)]),
            children=children.get(row.id, 0),
            seats=seats.get(row.id, ()),
        )
        for row in rows
    )


def seats_of_units(
    session: Session, units: Sequence[UUID], at: datetime
) -> dict[UUID, tuple[SeatLine, ...]]:
    """The seats that hold at `at`, heads first, each with who sits on it then."""
    rows = session.execute(
        select(PositionRow, AppointmentRow.acting, PersonRow.id, PersonRow.full_name)
        .outerjoin(
            AppointmentRow,
            (AppointmentRow.position_id == PositionRow.id) & holds_at(AppointmentRow, at),
        )
        .outerjoin(
            PersonRow, (PersonRow.id == AppointmentRow.person_id) & PersonRow.recorded_to.is_(None)
        )
        .where(PositionRow.unit_id.in_(units), holds_at(PositionRow, at))
        .order_by(PositionRow.title, PositionRow.id, PersonRow.name_key.collate("C"))
    ).all()
    held: dict[UUID, list[Holder]] = {}
    seats: dict[UUID, PositionRow] = {}
    for seat, acting, person_id, name in rows:
        seats[seat.id] = seat
        if person_id is not None:
            held.setdefault(seat.id, []).append(Holder(person_id, name, acting))
    order = {"head": 0, "deputy": 1, "staff": 2}
    found: dict[UUID, tuple[SeatLine, ...]] = {}
    for seat in sorted(seats.values(), key=lambda each: order[each.rank]):
        line = SeatLine(seat.id, seat.title, rank_words(seat.rank), tuple(held.get(seat.id, ())))
        found[seat.unit_id] = (*found.get(seat.unit_id, ()), line)
    return found


def units_by_name(
    session: Session, where: ColumnElement[bool], limit: int, skip: int
) -> Sequence[UnitRow]:
    return session.scalars(
        select(UnitRow).where(where).order_by(UnitRow.name, UnitRow.id).limit(limit).offset(skip)
    ).all()
