"""Everything of one kind that a form of the register may name, with the label people know it by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from engine.core.vietnamese import format_date
from engine.say import say
from engine.store.records import (
    AppointmentRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
    UnitRow,
)
from engine.store.register_acts import procedure_titles

SEAT, UNIT, PERSON, PROCEDURE, INSTRUMENT = "vi-tri", "don-vi", "nguoi", "thu-tuc", "van-ban"
Maker = Callable[[Session, datetime], Iterator[tuple[str, str, str]]]
"""Gives key, label, and words by which it is found beside its label."""


def _seats(session: Session, now: datetime) -> Iterator[tuple[str, str, str]]:
    rows = session.execute(
        select(PositionRow.id, PositionRow.title, UnitRow.name, UnitRow.code)
        .join(UnitRow, (UnitRow.id == PositionRow.unit_id) & UnitRow.recorded_to.is_(None))
        .where(*_now(PositionRow, now))
    )
    holders = _holders(session, now)
    for row in rows:
        held = ", ".join(holders.get(row.id, ()))
        label = f"{row.title}, {row.name}" + (f" ({held})" if held else "")
        yield str(row.id), label, row.code


def _holders(session: Session, now: datetime) -> Mapping[UUID, list[str]]:
    rows = session.execute(
        select(AppointmentRow.position_id, PersonRow.full_name)
        .join(
            PersonRow,
            (PersonRow.id == AppointmentRow.person_id) & PersonRow.recorded_to.is_(None),
        )
        .where(*_now(AppointmentRow, now))
        .order_by(AppointmentRow.row_id)
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for row in rows:
        found[row.position_id].append(row.full_name)
    return found


def _units(session: Session, now: datetime) -> Iterator[tuple[str, str, str]]:
    rows = session.execute(
        select(UnitRow.id, UnitRow.name, UnitRow.code).where(*_now(UnitRow, now))
    )
    for row in rows:
        yield str(row.id), say("Đơn vị: %(name)s", name=row.name), row.code


def _people(session: Session, now: datetime) -> Iterator[tuple[str, str, str]]:
    rows = session.execute(
        select(PersonRow.id, PersonRow.full_name, PositionRow.title, UnitRow.name)
        .join(
            AppointmentRow,
            and_(AppointmentRow.person_id == PersonRow.id, *_now(AppointmentRow, now)),
        )
        .join(
            PositionRow,
            (PositionRow.id == AppointmentRow.position_id) & PositionRow.recorded_to.is_(None),
        )
        .join(UnitRow, (UnitRow.id == PositionRow.unit_id) & UnitRow.recorded_to.is_(None))
        .where(PersonRow.recorded_to.is_(None))
        .order_by(PersonRow.row_id, AppointmentRow.row_id)
    )
    posts: dict[tuple[UUID, str], list[str]] = defaultdict(list)
    for row in rows:
        posts[row.id, row.full_name].append(f"{row.title}, {row.name}")
    for (person_id, name), held in posts.items():
        yield (
            str(person_id),
            say("Đích danh: %(name)s (%(held)s)", name=name, held="; ".join(held)),
            "",
        )


def _procedures(session: Session, now: datetime) -> Iterator[tuple[str, str, str]]:
    for code, title in procedure_titles(session).items():
        yield code, f"{code} – {title}" if title else code, ""


def _instruments(session: Session, now: datetime) -> Iterator[tuple[str, str, str]]:
    rows = session.execute(
        select(InstrumentRow.id, InstrumentRow.number, InstrumentRow.issued_on, UnitRow.name)
        .join(
            PositionRow,
            (PositionRow.id == InstrumentRow.issuer_position_id)
            & PositionRow.recorded_to.is_(None),
        )
        .join(UnitRow, (UnitRow.id == PositionRow.unit_id) & UnitRow.recorded_to.is_(None))
        .where(InstrumentRow.recorded_to.is_(None), InstrumentRow.state != "draft")
    )
    for row in rows:
        day = format_date(row.issued_on)
        label = say("%(number)s ngày %(day)s, %(unit)s", number=row.number, day=day, unit=row.name)
        yield str(row.id), label, ""


MAKERS: Mapping[str, Maker] = {
    SEAT: _seats,
    UNIT: _units,
    PERSON: _people,
    PROCEDURE: _procedures,
    INSTRUMENT: _instruments,
}


def _now(
    row: type[PositionRow] | type[UnitRow] | type[AppointmentRow], now: datetime
) -> tuple[ColumnElement[bool], ...]:
    """Known now, and not ended: what begins later may be named, too."""
    return row.recorded_to.is_(None), row.valid_to.is_(None) | (row.valid_to > now)
