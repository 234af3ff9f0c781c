"""Everybody who may see a dossier: the other side of `engine.questions.reach`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.core.dossier import Dossier
from engine.core.vietnamese import name_key
from engine.store.records import (
    AccountRow,
    AppointmentRow,
    CandidateRow,
    PersonRow,
    PositionRow,
    TaskRow,
    UnitRow,
)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person with an account and the first of their seats."""

    person_id: UUID
    name: str
    login: str
    title: str
    unit_id: UUID
    unit_name: str


def colleagues_of(session: Session, dossier: Dossier, now: datetime) -> tuple[Colleague, ...]:
    """Those who sit in a unit of the dossier, and those whom a task of it asks or has asked; by
    given name."""
    units = {dossier.unit_id, dossier.receiving_unit_id, *dossier.parties.values()}
    holders = select(CandidateRow.holder_id).where(CandidateRow.dossier_id == dossier.id)
    has = select(TaskRow.assignee_id).where(
        TaskRow.dossier_id == dossier.id, TaskRow.assignee_id.is_not(None)
    )
    did = select(TaskRow.closed_by_id).where(
        TaskRow.dossier_id == dossier.id, TaskRow.closed_by_id.is_not(None)
    )
    rows = session.execute(
        select(PersonRow, AccountRow.login, PositionRow, UnitRow.name)
        .join(AccountRow, AccountRow.person_id == PersonRow.id)
        .join(AppointmentRow, AppointmentRow.person_id == PersonRow.id)
        .join(PositionRow, PositionRow.id == AppointmentRow.position_id)
        .join(UnitRow, UnitRow.id == PositionRow.unit_id)
        .where(
            *(r.recorded_to.is_(None) for r in (PersonRow, AppointmentRow, PositionRow, UnitRow)),
            *(r.valid_from <= now for r in (AppointmentRow, PositionRow)),
            *(or_(r.valid_to.is_(None), r.valid_to > now) for r in (AppointmentRow, PositionRow)),
            or_(
                PositionRow.unit_id.in_(units),
                PositionRow.id.in_(holders),
                PersonRow.id.in_(holders),
                PersonRow.id.in_(has),
                PersonRow.id.in_(did),
            ),
        )
        .order_by(PositionRow.title)
    )
    found: dict[UUID, Colleague] = {}
    for person, login, position, unit_name in rows:
        seat = Colleague(
            person.id, person.full_name, login, position.title, position.unit_id, unit_name
        )
        found.setdefault(person.id, seat)
    return tuple(sorted(found.values(), key=lambda c: name_key(c.name)))
