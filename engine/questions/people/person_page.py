"""All of one person: posts through time, absences, what the certificate must say, the history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.persons.told import PersonTold
from engine.outside.outside import Outside
from engine.questions.people.history import Entry, record_history
from engine.questions.people.keeping import asked, state_at, when
from engine.store.accounts import account_of_person
from engine.store.records import AbsenceRow, AppointmentRow, PersonRow, PositionRow, UnitRow
from engine.store.register_changes import current


@dataclass(frozen=True, slots=True)
class PostLine:
    """One post; `state` is coming | now | past."""

    id: UUID
    position_id: UUID
    title: str
    unit_id: UUID
    unit_name: str
    acting: bool
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """`row_id` is what a correction says it has seen; `login` None: no account."""

    id: UUID
    row_id: int
    told: PersonTold
    login: str | None
    posts: tuple[PostLine, ...]
    away: tuple[str, ...]
    """Terms of absences that are or come."""
    history: tuple[Entry, ...]


def person_page(outside: Outside, actor: Actor, person_id: UUID) -> PersonPage:
    """Raises NotYours, NotFound."""
    with asked(outside, actor) as (session, now):
        row = current(session, PersonRow, person_id)
        account = account_of_person(session, person_id)
        away = session.scalars(
            select(AbsenceRow)
            .where(AbsenceRow.person_id == person_id, AbsenceRow.recorded_to.is_(None))
            .order_by(AbsenceRow.valid_from)
        )
        return PersonPage(
            id=row.id,
            row_id=row.row_id,
            told=PersonTold(row.full_name, row.identity or "", tuple(row.qualifications)),
            login=account.login if account else None,
            posts=posts_through_time(session, person_id, now),
            away=tuple(when(each) for each in away if state_at(each, now) != "past"),
            history=record_history(session, PersonRow, person_id, _usual),
        )


def posts_through_time(session: Session, person_id: UUID, now: datetime) -> tuple[PostLine, ...]:
    """The newest first."""
    rows = session.execute(
        select(AppointmentRow, PositionRow.title, UnitRow.id, UnitRow.name)
        .join(
            PositionRow,
            (PositionRow.id == AppointmentRow.position_id) & PositionRow.recorded_to.is_(None),
        )
        .join(UnitRow, (UnitRow.id == PositionRow.unit_id) & UnitRow.recorded_to.is_(None))
        .where(AppointmentRow.person_id == person_id, AppointmentRow.recorded_to.is_(None))
        .order_by(AppointmentRow.valid_from.desc(), PositionRow.title)
    )
    return tuple(
        PostLine(
            id=post.id,
            position_id=post.position_id,
            title=title,
            unit_id=unit_id,
            unit_name=unit_name,
            acting=post.acting,
            when=when(post),
            state=state_at(post, now),
        )
        for post, title, unit_id, unit_name in rows
    )


def _usual(_field: str, _value: Any) -> None:
    return None
