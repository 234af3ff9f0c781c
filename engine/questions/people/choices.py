"""Units, seats and persons as forms offer them: looked for by words; without words only the one
that is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from engine.actions.actor import Actor
from engine.core.vietnamese import fold
from engine.outside.outside import Outside
from engine.questions.people.keeping import asked, holds_at
from engine.store.records import AppointmentRow, PersonRow, PositionRow, UnitRow
from engine.store.register_changes import known_row

MOST = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """One that may be chosen; `note` tells it from others of the same name."""

    id: UUID
    name: str
    note: str


def unit_choices(
    outside: Outside, actor: Actor, words: str, chosen: UUID | None = None
) -> tuple[Choice, ...]:
    """Units that hold today and fit the words; the chosen one first. Raises NotYours."""
    with asked(outside, actor) as (session, now):
        rows = session.scalars(
            select(UnitRow)
            .where(holds_at(UnitRow, now), holding(UnitRow.search_text, words))
            .order_by(UnitRow.name)
            .limit(MOST)
        ).all()
        mine = known_row(session, UnitRow, chosen)
        kept = [mine] if mine is not None else []
        kept += [row for row in rows if row.id != chosen]
        return tuple(Choice(row.id, row.name, row.code) for row in kept)


def seat_choices(
    outside: Outside, actor: Actor, words: str, chosen: UUID | None = None
) -> tuple[Choice, ...]:
    """Seats that hold today and whose unit or title fits the words, each with who sits there; the
    chosen one first. Raises NotYours."""
    with asked(outside, actor) as (session, now):
        fits = [
            or_(
                UnitRow.search_text.contains(word, autoescape=True),
                PositionRow.id.in_(_titled(session, word)),
            )
            for word in fold(words).split()
        ]
        rows = session.execute(
            select(PositionRow, UnitRow.name)
            .join(UnitRow, (UnitRow.id == PositionRow.unit_id) & UnitRow.recorded_to.is_(None))
            .where(
                holds_at(PositionRow, now),
                or_(and_(*fits) if fits else false(), PositionRow.id == chosen),
            )
            .order_by((PositionRow.id == chosen).desc(), UnitRow.name, PositionRow.title)
            .limit(MOST)
        ).all()
        held = _holders(session, [seat.id for seat, _ in rows], now)
        return tuple(
            Choice(seat.id, f"{seat.title}, {unit}", ", ".join(held.get(seat.id, ())))
            for seat, unit in rows
        )


def person_choices(
    outside: Outside, actor: Actor, words: str, chosen: UUID | None = None
) -> tuple[Choice, ...]:
    """Persons whose name fits the words; the chosen one first. Raises NotYours."""
    with asked(outside, actor) as (session, now):
        rows = session.scalars(
            select(PersonRow)
            .where(
                PersonRow.recorded_to.is_(None),
                or_(holding(PersonRow.search_text, words), PersonRow.id == chosen),
            )
            .order_by((PersonRow.id == chosen).desc(), PersonRow.name_key.collate("C"))
            .limit(MOST)
        ).all()
        posts = session.execute(
            select(AppointmentRow.person_id, PositionRow.title, UnitRow.name)
            .join(PositionRow, PositionRow.id == AppointmentRow.position_id)
            .join(UnitRow, UnitRow.id == PositionRow.unit_id)
            .where(
                AppointmentRow.person_id.in_([row.id for row in rows]),
                holds_at(AppointmentRow, now),
                PositionRow.recorded_to.is_(None),
                UnitRow.recorded_to.is_(None),
            )
        )
        seats: dict[UUID, list[str]] = {}
        for person_id, title, unit in posts:
            seats.setdefault(person_id, []).append(f"{title}, {unit}")
        return tuple(
            Choice(row.id, row.full_name, "; ".join(seats.get(row.id, ()))) for row in rows
        )


def holding(text: InstrumentedAttribute[str], words: str) -> ColumnElement[bool]:
    """Every word stands in it; no word: nothing fits."""
    asked_for = [text.contains(word, autoescape=True) for word in fold(words).split()]
    return and_(*asked_for) if asked_for else false()


def _titled(session: Session, word: str) -> list[UUID]:
    """Titles have no folded copy; there are few different ones."""
    titles = session.scalars(
        select(PositionRow.title).where(PositionRow.recorded_to.is_(None)).distinct()
    )
    fitting = [title for title in titles if word in fold(title)]
    return list(
        session.scalars(
            select(PositionRow.id).where(
                PositionRow.title.in_(fitting), PositionRow.recorded_to.is_(None)
            )
        )
    )


def _holders(session: Session, seats: list[UUID], now: datetime) -> dict[UUID, list[str]]:
    rows = session.execute(
        select(AppointmentRow.position_id, PersonRow.full_name)
        .join(PersonRow, PersonRow.id == AppointmentRow.person_id)
        .where(
            AppointmentRow.position_id.in_(seats),
            holds_at(AppointmentRow, now),
            PersonRow.recorded_to.is_(None),
        )
    )
    held: dict[UUID, list[str]] = {}
    for seat, name in rows:
        held.setdefault(seat, []).append(name)
    return held


def unit_of_code(outside: Outside, actor: Actor, code: str) -> UUID | None:
    """The unit that has this identifier code today, or None. Raises NotYours."""
    with asked(outside, actor) as (session, now):
        return session.scalars(
            select(UnitRow.id).where(holds_at(UnitRow, now), UnitRow.code == code.strip())
        ).first()
