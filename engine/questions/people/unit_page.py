"""All of one unit: its place, its seats, its seal and books of numbers, its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.units.told import UnitTold, told_of
from engine.core.authority.subjects import seal_subject
from engine.core.authority.unit_kinds import KINDS, UnitKind
from engine.outside.outside import Outside
from engine.questions.people.history import Entry, record_history
from engine.questions.people.keeping import asked, state_at, when
from engine.questions.people.unit_tree import (
    Branch,
    Crumb,
    SeatLine,
    branches_of,
    path_to,
    seats_of_units,
)
from engine.say import say
from engine.store.records import (
    NumberRegisterRow,
    PositionRow,
    ProcedureVersionRow,
    UnitRow,
)
from engine.store.register_changes import current
from engine.store.register_people import open_count
from engine.store.register_values import unit_of
from engine.store.unit_names import FormerName, former_names

MOST_CHILDREN = 200


@dataclass(frozen=True, slots=True)
class Book:
    """A run of numbers; `next` is the one that comes."""

    year: int
    kind: str
    symbol: str
    next: int


@dataclass(frozen=True, slots=True)
class PastSeat:
    """A seat that has ended or has not begun."""

    id: UUID
    title: str
    when: str


@dataclass(frozen=True, slots=True)
class UnitPage:
    """`row_id` is what a correction says it has seen; `seal` names the seal's certificate."""

    id: UUID
    row_id: int
    told: UnitTold
    kind_words: str
    when: str
    state: str
    path: tuple[Crumb, ...]
    children: tuple[Branch, ...]
    seats: tuple[SeatLine, ...]
    other_seats: tuple[PastSeat, ...]
    seal: str
    books: tuple[Book, ...]
    procedures: int
    open_dossiers: int
    former_names: tuple[FormerName, ...]
    history: tuple[Entry, ...]


def unit_page(outside: Outside, actor: Actor, unit_id: UUID) -> UnitPage:
    """Raises NotYours, NotFound."""
    with asked(outside, actor) as (session, now):
        row = current(session, UnitRow, unit_id)
        children = session.scalars(
            select(UnitRow)
            .where(UnitRow.parent_id == unit_id, UnitRow.recorded_to.is_(None))
            .order_by(UnitRow.name)
            .limit(MOST_CHILDREN)
        ).all()
        history = record_history(session, UnitRow, unit_id, _names(session))
        return UnitPage(
            id=row.id,
            row_id=row.row_id,
            told=told_of(row),
            kind_words=say(KINDS[UnitKind(row.kind)]),
            when=when(row),
            state=state_at(row, now),
            path=path_to(session, row.parent_id),
            children=branches_of(session, children, now),
            seats=seats_of_units(session, [unit_id], now).get(unit_id, ()),
            other_seats=_other_seats(session, unit_id, now),
            seal=seal_subject(unit_of(row)),
            books=_books(session, unit_id),
            procedures=_procedures(session, unit_id),
            open_dossiers=open_count(session, unit_id),
            former_names=former_names(row),
            history=history,
        )


def _other_seats(session: Session, unit_id: UUID, now: datetime) -> tuple[PastSeat, ...]:
    rows = session.scalars(
        select(PositionRow)
        .where(PositionRow.unit_id == unit_id, PositionRow.recorded_to.is_(None))
        .order_by(PositionRow.valid_from.desc(), PositionRow.title)
    )
    return tuple(
        PastSeat(row.id, row.title, when(row)) for row in rows if state_at(row, now) != "now"
    )


def _books(session: Session, unit_id: UUID) -> tuple[Book, ...]:
    rows = session.scalars(
        select(NumberRegisterRow)
        .where(NumberRegisterRow.unit_id == unit_id)
        .order_by(NumberRegisterRow.year.desc(), NumberRegisterRow.symbol)
    )
    return tuple(Book(row.year, row.kind, row.symbol, row.next) for row in rows)


def _procedures(session: Session, unit_id: UUID) -> int:
    bound = select(func.count(func.distinct(ProcedureVersionRow.procedure))).where(
        ProcedureVersionRow.unit_id == unit_id, ProcedureVersionRow.recorded_to.is_(None)
    )
    return session.scalar(bound) or 0


def _names(session: Session) -> Any:
    def told(field: str, value: Any) -> str | None:
        if field == "parent_id":
            return session.scalar(
                select(UnitRow.name).where(UnitRow.id == value, UnitRow.recorded_to.is_(None))
            )
        return say(KINDS[UnitKind(value)]) if field == "kind" else None

    return told
