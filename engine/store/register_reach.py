"""Which units a slice of the register reaches: who gave them the procedure, and who is inside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, func, literal, select, union
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import aliased
from sqlalchemy.types import Uuid

from engine.core.authority.register import TO_ANOTHER_BODY
from engine.store.records import (
    AppointmentRow,
    CompetenceRow,
    GrantRow,
    InstrumentRow,
    PositionRow,
    UnitRow,
)
from engine.store.records.base import Recorded


def known(row: type[Recorded], known_at: datetime | None) -> ColumnElement[bool]:
    """The condition that the register knew a row at that time; None = knows it now."""
    if known_at is None:
        return row.recorded_to.is_(None)
    still = row.recorded_to.is_(None) | (row.recorded_to > known_at)
    return (row.recorded_from <= known_at) & still


def covers(grant: type[GrantRow], procedure: str) -> ColumnElement[bool]:
    return grant.procedures.is_(None) | (literal(procedure) == any_(grant.procedures))


def givers(procedure: str, units: frozenset[UUID], at: datetime | None) -> Select[UUID]:
    """The units asked for and, step by step, those that gave them the procedure: a delegated unit
    acts on the competence of the one that delegated."""
    start = select(func.unnest(array(units, type_=Uuid())).label("unit_id"))
    found = start.cte("givers", recursive=True)
    giver, to, grant = aliased(PositionRow), aliased(PositionRow), aliased(GrantRow)
    gave = (
        select(giver.unit_id)
        .select_from(grant)
        .join(
            InstrumentRow,
            (InstrumentRow.id == grant.instrument_id)
            & InstrumentRow.kind.in_(TO_ANOTHER_BODY)
            & known(InstrumentRow, at),
        )
        .join(giver, (giver.id == grant.from_position_id) & known(giver, at))
        .outerjoin(to, (to.id == grant.to_position_id) & known(to, at))
        .join(found, found.c.unit_id == func.coalesce(grant.to_unit_id, to.unit_id))
        .where(covers(grant, procedure), known(grant, at))
    )
    everything = found.union(gave)
    return select(everything.c.unit_id)


def reached(procedure: str, units: frozenset[UUID], at: datetime | None) -> Select[UUID]:
    """Units whose positions can matter.

    Those given, those of the competent positions, and, step by step, those inside them that a
    grant from one of their positions leads to: its position's, the unit itself, its person's.
    What was delegated to another body is that body's business: a procedure that a city has given
    to all its wards does not bring every ward in.
    """
    seat, to = aliased(PositionRow), aliased(PositionRow)
    first = union(
        select(func.unnest(array(units, type_=Uuid())).label("unit_id")),
        select(seat.unit_id)
        .join(CompetenceRow, CompetenceRow.position_id == seat.id)
        .where(
            CompetenceRow.procedure == procedure,
            CompetenceRow.unit_id.in_(units),
            known(CompetenceRow, at),
            known(seat, at),
        ),
    ).subquery()
    found = select(first.c.unit_id).cte("reached", recursive=True)
    grant = aliased(GrantRow)
    led_to = (
        select(func.coalesce(grant.to_unit_id, to.unit_id).label("unit_id"))
        .select_from(found)
        .join(seat, (seat.unit_id == found.c.unit_id) & known(seat, at))
        .join(grant, (grant.from_position_id == seat.id) & known(grant, at))
        .join(
            InstrumentRow,
            (InstrumentRow.id == grant.instrument_id)
            & InstrumentRow.kind.not_in(TO_ANOTHER_BODY)
            & known(InstrumentRow, at),
        )
        .outerjoin(
            AppointmentRow,
            (AppointmentRow.person_id == grant.to_person_id) & known(AppointmentRow, at),
        )
        .outerjoin(
            to,
            (to.id == func.coalesce(grant.to_position_id, AppointmentRow.position_id))
            & known(to, at),
        )
        .where(covers(grant, procedure))
    )
    everything = found.union(led_to)
    return select(everything.c.unit_id).where(everything.c.unit_id.is_not(None))


def with_those_above(units: Iterable[UUID], at: datetime | None) -> Select[UUID]:
    """The units and the agencies above them, whose names documents print."""
    up = (
        select(UnitRow.id, UnitRow.parent_id)
        .where(UnitRow.id.in_(units), known(UnitRow, at))
        .cte("up", recursive=True)
    )
    parent = aliased(UnitRow)
    up = up.union(
        select(parent.id, parent.parent_id).where(parent.id == up.c.parent_id, known(parent, at))
    )
    return select(up.c.id)
