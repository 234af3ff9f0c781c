"""One post: who, where, from, to, and what was done to its record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.appointments.told import AppointmentTold, told_of
from engine.outside.outside import Outside
from engine.questions.people.history import Entry, record_history
from engine.questions.people.keeping import asked, state_at, when
from engine.store.people import name_if_known, person_name
from engine.store.records import AppointmentRow, PositionRow, UnitRow
from engine.store.register_changes import current, known_row


@dataclass(frozen=True, slots=True)
class PostPage:
    """`row_id` is what a correction says it has seen."""

    id: UUID
    row_id: int
    told: AppointmentTold
    full_name: str
    title: str
    unit_id: UUID
    unit_name: str
    when: str
    state: str
    history: tuple[Entry, ...]


def post_page(outside: Outside, actor: Actor, appointment_id: UUID) -> PostPage:
    """Raises NotYours, NotFound."""
    with asked(outside, actor) as (session, now):
        row = current(session, AppointmentRow, appointment_id)
        seat = current(session, PositionRow, row.position_id)
        unit = current(session, UnitRow, seat.unit_id)
        return PostPage(
            id=row.id,
            row_id=row.row_id,
            told=told_of(row),
            full_name=person_name(session, row.person_id),
            title=seat.title,
            unit_id=unit.id,
            unit_name=unit.name,
            when=when(row),
            state=state_at(row, now),
            history=record_history(session, AppointmentRow, appointment_id, names_of(session)),
        )


def names_of(session: Session) -> Any:
    """Names of the people and seats that a post's history mentions."""

    def told(field: str, value: Any) -> str | None:
        if field in ("person_id", "substitute_id"):
            return name_if_known(session, value)
        if field == "position_id":
            seat = known_row(session, PositionRow, value)
            return seat.title if seat else None
        return None

    return told
