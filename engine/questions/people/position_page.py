"""All of one seat: who sat on it through time, what it may, on what ground, its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.positions.told import PositionTold, told_of
from engine.outside.outside import Outside
from engine.questions.people.history import Entry, record_history
from engine.questions.people.keeping import asked, state_at, when
from engine.questions.people.unit_tree import Crumb, path_to
from engine.questions.people.words import power_words, rank_words, role_words
from engine.say import marked, say
from engine.store.records import (
    AppointmentRow,
    CompetenceRow,
    GrantRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
    UnitRow,
)
from engine.store.register_changes import current

GIVES = marked("Giao cho người khác: %(powers)s (văn bản số %(number)s)")
GIVEN = marked("Được giao: %(powers)s (văn bản số %(number)s)")


@dataclass(frozen=True, slots=True)
class Tenure:
    """One post on the seat; `state` is coming | now | past."""

    id: UUID
    person_id: UUID
    full_name: str
    acting: bool
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Why the seat may sign or decide: a law, or an instrument. `says` names it in words."""

    instrument_id: UUID | None
    says: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class PositionPage:
    """`row_id` is what a correction says it has seen."""

    id: UUID
    row_id: int
    told: PositionTold
    unit_name: str
    path: tuple[Crumb, ...]
    rank_words: str
    roles: tuple[str, ...]
    powers: tuple[str, ...]
    when: str
    state: str
    tenures: tuple[Tenure, ...]
    grounds: tuple[Ground, ...]
    history: tuple[Entry, ...]


def position_page(outside: Outside, actor: Actor, position_id: UUID) -> PositionPage:
    """Raises NotYours, NotFound."""
    with asked(outside, actor) as (session, now):
        row = current(session, PositionRow, position_id)
        unit = current(session, UnitRow, row.unit_id)
        return PositionPage(
            id=row.id,
            row_id=row.row_id,
            told=told_of(row),
            unit_name=unit.name,
            path=path_to(session, unit.id),
            rank_words=rank_words(row.rank),
            roles=role_words(row.roles),
            powers=power_words(row.powers),
            when=when(row),
            state=state_at(row, now),
            tenures=_tenures(session, position_id, now),
            grounds=(*_by_law(session, position_id, now), *_granted(session, row, now)),
            history=record_history(session, PositionRow, position_id, _names(session)),
        )


def _tenures(session: Session, position_id: UUID, now: datetime) -> tuple[Tenure, ...]:
    rows = session.execute(
        select(AppointmentRow, PersonRow.full_name)
        .join(
            PersonRow, (PersonRow.id == AppointmentRow.person_id) & PersonRow.recorded_to.is_(None)
        )
        .where(AppointmentRow.position_id == position_id, AppointmentRow.recorded_to.is_(None))
        .order_by(AppointmentRow.valid_from.desc(), AppointmentRow.row_id.desc())
    )
    return tuple(
        Tenure(post.id, post.person_id, name, post.acting, when(post), state_at(post, now))
        for post, name in rows
    )


def _by_law(session: Session, position_id: UUID, now: datetime) -> tuple[Ground, ...]:
    rows = session.scalars(
        select(CompetenceRow)
        .where(CompetenceRow.position_id == position_id, CompetenceRow.recorded_to.is_(None))
        .order_by(CompetenceRow.procedure)
    )
    return tuple(
        Ground(
            None,
            say(
                "Luật định: %(powers)s thủ tục %(procedure)s (%(basis)s)",
                powers=_powers(row.powers),
                procedure=row.procedure,
                basis=row.legal_basis,
            ),
            when(row),
            state_at(row, now),
        )
        for row in rows
    )


def _granted(session: Session, seat: PositionRow, now: datetime) -> tuple[Ground, ...]:
    named = or_(GrantRow.to_position_id == seat.id, GrantRow.from_position_id == seat.id)
    if seat.rank == "head":
        named = or_(named, GrantRow.to_unit_id == seat.unit_id)
    rows = session.execute(
        select(GrantRow, InstrumentRow)
        .join(
            InstrumentRow,
            (InstrumentRow.id == GrantRow.instrument_id) & InstrumentRow.recorded_to.is_(None),
        )
        .where(named, GrantRow.recorded_to.is_(None))
        .order_by(InstrumentRow.valid_from.desc(), InstrumentRow.number)
    ).all()
    return tuple(
        Ground(
            instrument.id,
            say(
                GIVES if grant.from_position_id == seat.id else GIVEN,
                powers=_powers(grant.powers),
                number=instrument.number,
            ),
            when(instrument),
            state_at(instrument, now),
        )
        for grant, instrument in rows
    )


def _powers(powers: list[str]) -> str:
    return ", ".join(power_words(powers))


def _names(session: Session) -> Any:
    def told(field: str, value: Any) -> str | None:
        match field:
            case "unit_id":
                return session.scalar(
                    select(UnitRow.name).where(UnitRow.id == value, UnitRow.recorded_to.is_(None))
                )
            case "rank":
                return rank_words(value)
            case "roles":
                return ", ".join(role_words(value))
            case "powers":
                return ", ".join(power_words(value))
        return None

    return told
