"""A slice of the register around one position, as known now: for the page that shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from engine.core.authority.register import Register
from engine.store.load_register import instruments_known
from engine.store.records import (
    AppointmentRow,
    CompetenceRow,
    GrantRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
    RegisterEpochRow,
    UnitRow,
)
from engine.store.records.base import Recorded
from engine.store.register_reach import known, with_those_above
from engine.store.register_values import (
    appointment_of,
    competence_of,
    grant_of,
    person_of,
    position_of,
    unit_of,
)

_R = TypeVar("_R", bound=Recorded)


def position_slice(session: Session, position_id: UUID, epoch: int) -> Register:
    """Everything that names the position, or its unit as a whole; enough to tell its timeline."""
    unit = select(PositionRow.unit_id).where(
        PositionRow.id == position_id, known(PositionRow, None)
    )
    named = or_(
        GrantRow.from_position_id == position_id,
        GrantRow.to_position_id == position_id,
        GrantRow.to_unit_id.in_(unit),
    )
    grants = session.scalars(
        select(GrantRow).where(named, known(GrantRow, None)).order_by(GrantRow.row_id)
    ).all()
    appointments = _rows(session, AppointmentRow, AppointmentRow.position_id == position_id)
    law = _rows(session, CompetenceRow, CompetenceRow.position_id == position_id)
    return _with_those_named(session, epoch, position_id, grants, appointments, law)


def _with_those_named(
    session: Session,
    epoch: int,
    position_id: UUID,
    grants: Sequence[GrantRow],
    appointments: Sequence[AppointmentRow],
    law: Sequence[CompetenceRow],
) -> Register:
    """With the instruments, seats, people and units that these records name."""
    acts = {grant.instrument_id for grant in grants}
    named = InstrumentRow.id.in_(acts) | InstrumentRow.supersedes_id.in_(acts)
    instruments = instruments_known(session, named, None)
    asked = {position_id, *(act.issuer_position_id for act in instruments.values())}
    asked |= {grant.from_position_id for grant in grants}
    asked |= {grant.to_position_id for grant in grants if grant.to_position_id}
    positions = _rows(session, PositionRow, PositionRow.id.in_(asked))
    people = {row.person_id for row in appointments}
    people |= {grant.to_person_id for grant in grants if grant.to_person_id}
    units = {row.unit_id for row in positions}
    units |= {grant.to_unit_id for grant in grants if grant.to_unit_id}
    above = session.scalars(with_those_above(units, None)).all()
    return Register(
        epoch=epoch,
        known_at=session.scalars(select(RegisterEpochRow.changed_at)).one(),
        units={row.id: unit_of(row) for row in _rows(session, UnitRow, UnitRow.id.in_(above))},
        positions={row.id: position_of(row) for row in positions},
        persons={
            row.id: person_of(row) for row in _rows(session, PersonRow, PersonRow.id.in_(people))
        },
        appointments=tuple(map(appointment_of, appointments)),
        competences=tuple(map(competence_of, law)),
        instruments=instruments,
        grants=tuple(map(grant_of, grants)),
    )


def _rows(session: Session, kind: type[_R], where: ColumnElement[bool]) -> Sequence[_R]:
    return session.scalars(select(kind).where(where, known(kind, None)).order_by(kind.row_id)).all()
