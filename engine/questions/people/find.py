"""Units and persons looked for by words, without diacritics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.questions.people.choices import holding
from engine.questions.people.keeping import asked, holds_at
from engine.questions.people.unit_tree import Branch, branches_of, units_by_name
from engine.store.records import AppointmentRow, PersonRow, PositionRow, UnitRow

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class PersonFound:
    """A person and where they sit that day."""

    id: UUID
    full_name: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Units and persons whose words hold what was looked for; the counts are of all that fit."""

    branches: tuple[Branch, ...]
    unit_count: int
    persons: tuple[PersonFound, ...]
    person_count: int
    at: datetime


def search(outside: Outside, actor: Actor, words: str, day: datetime | None = None) -> Found:
    """Units by code and name, persons by name, without diacritics. Raises NotYours."""
    with asked(outside, actor) as (session, now):
        at = day or now
        units = and_(UnitRow.recorded_to.is_(None), holding(UnitRow.search_text, words))
        people = and_(PersonRow.recorded_to.is_(None), holding(PersonRow.search_text, words))
        rows = units_by_name(session, units, MOST_FOUND, 0)
        found = session.scalars(
            select(PersonRow)
            .where(people)
            .order_by(PersonRow.name_key.collate("C"), PersonRow.id)
            .limit(MOST_FOUND)
        ).all()
        posts = _posts(session, [row.id for row in found], at)
        return Found(
            branches=branches_of(session, rows, at),
            unit_count=session.scalar(select(func.count()).select_from(UnitRow).where(units)) or 0,
            persons=tuple(
                PersonFound(row.id, row.full_name, tuple(posts.get(row.id, ()))) for row in found
            ),
            person_count=session.scalar(select(func.count()).select_from(PersonRow).where(people))
            or 0,
            at=at,
        )


def _posts(session: Session, people: Sequence[UUID], at: datetime) -> dict[UUID, list[str]]:
    rows = session.execute(
        select(AppointmentRow.person_id, PositionRow.title, UnitRow.name)
        .join(PositionRow, PositionRow.id == AppointmentRow.position_id)
        .join(UnitRow, UnitRow.id == PositionRow.unit_id)
        .where(
            AppointmentRow.person_id.in_(people),
            holds_at(AppointmentRow, at),
            PositionRow.recorded_to.is_(None),
            UnitRow.recorded_to.is_(None),
        )
        .order_by(PositionRow.title)
    )
    found: dict[UUID, list[str]] = {}
    for person_id, title, unit in rows:
        found.setdefault(person_id, []).append(f"{title}, {unit}")
    return found
