"""Absences, and who of the unit may do the work meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, cast, func, or_, select
from sqlalchemy.orm import Session

from engine.core.authority.register import Period, Rank
from engine.store.records import (
    AbsenceRow,
    AppointmentRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
)
from engine.store.register_people import meets
from engine.store.register_reach import known


@dataclass(frozen=True, slots=True)
class Substitute:
    """Somebody who may do the work of a seat, from a seat of their own in the same unit.

    `same_role`: that seat does the same work already; else they lead the unit.
    """

    person_id: UUID
    full_name: str
    title: str
    same_role: bool


def seats_at(session: Session, person_id: UUID, at: datetime) -> Sequence[PositionRow]:
    """The seats that a person holds at `at`."""
    return session.scalars(
        select(PositionRow)
        .join(AppointmentRow, AppointmentRow.position_id == PositionRow.id)
        .where(
            AppointmentRow.person_id == person_id,
            *_holding(AppointmentRow, at),
            *_holding(PositionRow, at),
        )
        .order_by(PositionRow.title, PositionRow.id)
    ).all()


def substitutes(session: Session, person_id: UUID, at: datetime) -> tuple[Substitute, ...]:
    """Who may cover the person's absence at `at`, those of the same role first."""
    mine = seats_at(session, person_id, at)
    units, roles = {seat.unit_id for seat in mine}, {(s.unit_id, r) for s in mine for r in s.roles}
    rows = session.execute(
        select(PersonRow.id, PersonRow.full_name, PositionRow)
        .join(AppointmentRow, AppointmentRow.person_id == PersonRow.id)
        .join(PositionRow, PositionRow.id == AppointmentRow.position_id)
        .where(
            PersonRow.recorded_to.is_(None),
            PersonRow.id != person_id,
            PositionRow.unit_id.in_(units),
            *_holding(AppointmentRow, at),
            *_holding(PositionRow, at),
        )
        .order_by(PersonRow.name_key.collate("C"), PositionRow.title)
    )
    found: dict[UUID, Substitute] = {}
    for person, name, seat in rows:
        same = any((seat.unit_id, role) in roles for role in seat.roles)
        if (same or seat.rank != Rank.STAFF) and not (person in found and found[person].same_role):
            found[person] = Substitute(person, name, seat.title, same)
    return tuple(sorted(found.values(), key=lambda each: not each.same_role))


def absences_of(session: Session, people: Sequence[UUID], since: datetime) -> Sequence[AbsenceRow]:
    """Known absences of these people that end after `since`, by their beginning."""
    return session.scalars(
        select(AbsenceRow)
        .where(
            or_(AbsenceRow.person_id.in_(people), AbsenceRow.substitute_id.in_(people)),
            AbsenceRow.recorded_to.is_(None),
            AbsenceRow.valid_to > since,
        )
        .order_by(AbsenceRow.valid_from, AbsenceRow.row_id)
    ).all()


def is_away(session: Session, person_id: UUID, period: Period) -> bool:
    """Whether the person is away in a moment of the period."""
    asked = select(AbsenceRow.id).where(
        AbsenceRow.person_id == person_id, meets(AbsenceRow, period)
    )
    return bool(session.scalar(select(asked.exists())))


def next_cover_number(session: Session, year: int) -> int:
    """Of the covers of a year; call it while the register is held."""
    named = InstrumentRow.number.like(f"%/{year}/XLT")
    first = cast(func.split_part(InstrumentRow.number, "/", 1), Integer)
    return (session.scalar(select(func.max(first)).where(named)) or 0) + 1


def colleagues_in(session: Session, units: Sequence[UUID], at: datetime) -> dict[UUID, str]:
    """Who sits in these units at `at`, by given name."""
    rows = session.execute(
        select(PersonRow.id, PersonRow.full_name)
        .join(AppointmentRow, AppointmentRow.person_id == PersonRow.id)
        .join(PositionRow, PositionRow.id == AppointmentRow.position_id)
        .where(
            PersonRow.recorded_to.is_(None),
            PositionRow.unit_id.in_(units),
            *_holding(AppointmentRow, at),
            *_holding(PositionRow, at),
        )
        .order_by(PersonRow.name_key.collate("C"))
    )
    return {row.id: row.full_name for row in rows}


def _holding(
    row: type[AppointmentRow] | type[PositionRow], at: datetime
) -> tuple[ColumnElement[bool], ...]:
    return (
        known(row, None),
        row.valid_from <= at,
        or_(row.valid_to.is_(None), row.valid_to > at),
    )
