"""The register as far as an instrument that is being written down reaches: upwards to the law from
those who give, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Text, cast, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from engine.core.authority.register import Register
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
    instrument_of,
    person_of,
    position_of,
    unit_of,
)

_R = TypeVar("_R", bound=Recorded)
_LONGEST_CHAIN = 6
"""The law allows four links from a competence to a signer; more are drawn only by mistake."""


def load_around(session: Session, act: InstrumentRow, lines: Sequence[GrantRow]) -> Register:
    """Units, seats, people, competences and instruments that matter to these lines, known now.

    Not the slice of one procedure (`load_register`): an instrument lists hundreds, and its rules
    are asked of all at once.
    """
    givers = {line.from_position_id for line in lines} | {act.issuer_position_id}
    above = _units_above(session, givers)
    to_seats = {line.to_position_id for line in lines if line.to_position_id}
    persons = {line.to_person_id for line in lines if line.to_person_id}
    within = above | _units_of(session, to_seats) | {u.to_unit_id for u in lines if u.to_unit_id}
    positions = _rows(session, PositionRow, PositionRow.unit_id.in_(within))
    seats = [row.id for row in positions]
    leads_here = or_(
        GrantRow.to_position_id.in_(seats),
        GrantRow.to_unit_id.in_(within),
        GrantRow.to_person_id.in_(persons),
    )
    grants = _rows(
        session,
        GrantRow,
        GrantRow.from_position_id.in_(seats) & leads_here & _about(lines),
    )
    ids = {row.instrument_id for row in grants} | {act.id, act.supersedes_id}
    instruments = _rows(
        session, InstrumentRow, InstrumentRow.id.in_(ids) | InstrumentRow.supersedes_id.in_(ids)
    )
    held = AppointmentRow.position_id.in_(seats) | AppointmentRow.person_id.in_(persons)
    appointments = _rows(session, AppointmentRow, held)
    people = persons | {row.person_id for row in appointments}
    units = UnitRow.id.in_(session.scalars(with_those_above(within, None)).all())
    epoch = session.scalars(select(RegisterEpochRow)).one()
    return Register(
        epoch=epoch.epoch,
        known_at=epoch.changed_at,
        units={row.id: unit_of(row) for row in _rows(session, UnitRow, units)},
        positions={row.id: position_of(row) for row in positions},
        persons={
            row.id: person_of(row) for row in _rows(session, PersonRow, PersonRow.id.in_(people))
        },
        appointments=tuple(map(appointment_of, appointments)),
        competences=tuple(map(competence_of, _competences(session, seats, lines))),
        instruments={row.id: instrument_of(row) for row in instruments},
        grants=tuple(map(grant_of, grants)),
    )


def _units_above(session: Session, seats: Iterable[UUID]) -> set[UUID]:
    """The units of these seats and, step by step, of those who gave them something."""
    found = _units_of(session, seats)
    giver, to = aliased(PositionRow), aliased(PositionRow)
    for _ in range(_LONGEST_CHAIN):
        gave = session.scalars(
            select(giver.unit_id)
            .select_from(GrantRow)
            .join(giver, (giver.id == GrantRow.from_position_id) & known(giver, None))
            .outerjoin(to, (to.id == GrantRow.to_position_id) & known(to, None))
            .where(
                known(GrantRow, None), or_(to.unit_id.in_(found), GrantRow.to_unit_id.in_(found))
            )
        )
        more = set(gave) - found
        if not more:
            break
        found |= more
    return found


def _units_of(session: Session, seats: Iterable[UUID]) -> set[UUID]:
    rows = _rows(session, PositionRow, PositionRow.id.in_(list(seats)))
    return {row.unit_id for row in rows}


def _about(lines: Sequence[GrantRow]) -> ColumnElement[bool]:
    """Grants of a procedure that the lines name, or of all."""
    named = _procedures(lines)
    if named is None:
        return true()
    listed = GrantRow.procedures.op("&&")(cast(named, ARRAY(Text)))
    return GrantRow.procedures.is_(None) | listed


def _competences(
    session: Session, seats: Sequence[UUID], lines: Sequence[GrantRow]
) -> Sequence[CompetenceRow]:
    named = _procedures(lines)
    ours = CompetenceRow.position_id.in_(seats)
    if named is None:
        return _rows(session, CompetenceRow, ours)
    listed = CompetenceRow.procedure == func.any(cast(named, ARRAY(Text)))
    return _rows(session, CompetenceRow, ours & listed)


def _procedures(lines: Sequence[GrantRow]) -> list[str] | None:
    """None: a line gives all procedures of its giver."""
    named: set[str] = set()
    for line in lines:
        if line.procedures is None:
            return None
        named.update(line.procedures)
    return sorted(named)


def _rows(session: Session, kind: type[_R], where: ColumnElement[bool]) -> Sequence[_R]:
    asked = select(kind).where(where, known(kind, None)).order_by(kind.row_id)
    return session.scalars(asked).all()
