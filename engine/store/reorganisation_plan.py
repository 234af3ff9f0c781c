"""What a reorganisation finds in the register and among the open dossiers: the rows that it moves,
ends or leaves to a person. Its preview counts them, its day carries them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from engine.core.authority.register import TO_ANOTHER_BODY, Rank
from engine.core.reorganisation import Step, taker
from engine.store.records import (
    AppointmentRow,
    BundleRow,
    CompetenceRow,
    GrantRow,
    InstrumentRow,
    NumberRegisterRow,
    PositionRow,
    ProcedureVersionRow,
    UnitRow,
)
from engine.store.register_people import outlasting


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows as the register knows them now. A pair's second part is the unit that takes it over; of
    a version of an internal procedure the third are its parties afterwards.

    `seats` of staff are opened anew where the unit's work goes, with whoever sits on them; heads
    and deputies need an act of their own, so `vacated` posts end.
    """

    units: tuple[UnitRow, ...]
    children: tuple[tuple[UnitRow, UUID], ...]
    competences: tuple[tuple[CompetenceRow, UUID], ...]
    grants: tuple[tuple[GrantRow, UUID], ...]
    fallen: tuple[GrantRow, ...]
    seats: tuple[tuple[PositionRow, UUID], ...]
    vacated: tuple[PositionRow, ...]
    posts: tuple[AppointmentRow, ...]
    bindings: tuple[tuple[ProcedureVersionRow, UUID | None, dict[str, str]], ...]
    books: tuple[NumberRegisterRow, ...]


def plan_of(session: Session, steps: Sequence[Step], at: datetime) -> Plan:
    """Everything that holds at `at` or later and is a unit's of the steps."""
    concerned = [step.unit_id for step in steps]
    ended = {step.unit_id: step.into for step in steps if step.ended}
    seats = session.scalars(
        select(PositionRow)
        .where(PositionRow.unit_id.in_(ended), outlasting(PositionRow, at))
        .order_by(PositionRow.row_id)
    ).all()
    ids = [seat.id for seat in seats]
    grants = tuple(_grants(session, steps, ids, at))
    return Plan(
        units=tuple(_rows(session, select(UnitRow).where(UnitRow.id.in_(concerned)), UnitRow)),
        children=tuple(_children(session, ended, at)),
        competences=tuple(_competences(session, steps, concerned, at)),
        grants=tuple((grant, to) for grant, to in grants if to is not None),
        fallen=tuple(grant for grant, to in grants if to is None),
        seats=tuple(
            (seat, _some(ended[seat.unit_id])) for seat in seats if seat.rank == Rank.STAFF
        ),
        vacated=tuple(seat for seat in seats if seat.rank != Rank.STAFF),
        posts=tuple(
            session.scalars(
                select(AppointmentRow)
                .where(AppointmentRow.position_id.in_(ids), outlasting(AppointmentRow, at))
                .order_by(AppointmentRow.row_id)
            )
        ),
        bindings=tuple(_bindings(session, steps, concerned, at)),
        books=tuple(
            session.scalars(
                select(NumberRegisterRow)
                .where(NumberRegisterRow.unit_id.in_(ended), NumberRegisterRow.year >= at.year)
                .order_by(NumberRegisterRow.symbol)
            )
        ),
    )


def head_seat(session: Session, unit_id: UUID, at: datetime) -> UUID | None:
    """The seat of the unit's head at `at`."""
    return session.scalars(
        select(PositionRow.id)
        .where(
            PositionRow.unit_id == unit_id,
            PositionRow.rank == Rank.HEAD,
            PositionRow.valid_from <= at,
            outlasting(PositionRow, at),
        )
        .order_by(PositionRow.row_id)
    ).first()


def decides_already(session: Session, unit_id: UUID, procedure: str, at: datetime) -> bool:
    """Whether law lets somebody of the unit decide the procedure at `at`."""
    asked = select(CompetenceRow.id).where(
        CompetenceRow.unit_id == unit_id,
        CompetenceRow.procedure == procedure,
        outlasting(CompetenceRow, at),
    )
    return bool(session.scalar(select(asked.exists())))


def bound_already(session: Session, unit_id: UUID, procedure: str, at: datetime) -> bool:
    """Whether the unit has a version of the internal procedure of its own at `at`."""
    asked = select(ProcedureVersionRow.id).where(
        ProcedureVersionRow.unit_id == unit_id,
        ProcedureVersionRow.procedure == procedure,
        outlasting(ProcedureVersionRow, at),
    )
    return bool(session.scalar(select(asked.exists())))


def _children(
    session: Session, ended: Mapping[UUID, UUID | None], at: datetime
) -> Iterator[tuple[UnitRow, UUID]]:
    """Units under one that ends, which do not end themselves."""
    below = select(UnitRow).where(UnitRow.parent_id.in_(ended), outlasting(UnitRow, at))
    for row in session.scalars(below.order_by(UnitRow.row_id)):
        into = None if row.parent_id is None else ended[row.parent_id]
        if row.id not in ended and into is not None:
            yield row, into


def _competences(
    session: Session, steps: Sequence[Step], units: Sequence[UUID], at: datetime
) -> Iterator[tuple[CompetenceRow, UUID]]:
    rows = session.scalars(
        select(CompetenceRow)
        .where(CompetenceRow.unit_id.in_(units), outlasting(CompetenceRow, at))
        .order_by(CompetenceRow.row_id)
    )
    for row in rows:
        to = taker(steps, row.unit_id, row.procedure)
        if to is not None:
            yield row, to


def _grants(
    session: Session, steps: Sequence[Step], seats: Sequence[UUID], at: datetime
) -> Iterator[tuple[GrantRow, UUID | None]]:
    """Grants to or from what ends. One to the body itself goes with the work; one to a seat inside,
    or by a seat of it, falls: its giver or its receiver is no more."""
    ended = {step.unit_id: step.into for step in steps if step.ended}
    live = or_(InstrumentRow.valid_to.is_(None), InstrumentRow.valid_to > at)
    rows = session.execute(
        select(GrantRow, InstrumentRow.kind, PositionRow)
        .join(InstrumentRow, InstrumentRow.id == GrantRow.instrument_id)
        .outerjoin(
            PositionRow,
            (PositionRow.id == GrantRow.to_position_id) & PositionRow.recorded_to.is_(None),
        )
        .where(
            GrantRow.recorded_to.is_(None),
            InstrumentRow.recorded_to.is_(None),
            InstrumentRow.state.in_(["in_force", "suspended"]),
            live,
            or_(GrantRow.valid_to.is_(None), GrantRow.valid_to > at),
            or_(
                GrantRow.to_unit_id.in_(ended),
                GrantRow.to_position_id.in_(seats),
                GrantRow.from_position_id.in_(seats),
            ),
        )
        .order_by(GrantRow.row_id)
    )
    for grant, kind, found in rows:
        seat: PositionRow | None = found
        unit_id: UUID | None = grant.to_unit_id
        if unit_id is None and seat is not None and seat.rank == Rank.HEAD:
            unit_id = seat.unit_id
        goes = kind in TO_ANOTHER_BODY and grant.from_position_id not in seats
        yield grant, ended.get(unit_id) if goes and unit_id is not None else None


def _bindings(
    session: Session, steps: Sequence[Step], units: Sequence[UUID], at: datetime
) -> Iterator[tuple[ProcedureVersionRow, UUID | None, dict[str, str]]]:
    """Versions of internal procedures of these units, with who takes them over; and those of other
    units that name one of these as a party, with None."""
    rows = session.execute(
        select(ProcedureVersionRow, func.coalesce(BundleRow.code, BundleRow.procedure))
        .join(BundleRow, BundleRow.sha256 == ProcedureVersionRow.bundle_sha256)
        .where(outlasting(ProcedureVersionRow, at))
        .order_by(ProcedureVersionRow.row_id)
    )
    for row, procedure in rows:
        own = row.unit_id if row.unit_id in units else None
        to = None if own is None else taker(steps, own, procedure)
        parties = {
            name: str(taker(steps, UUID(unit), procedure) or unit)
            for name, unit in row.parties.items()
        }
        if to is not None or parties != row.parties:
            yield row, to, parties


def _rows(session: Session, asked: Select[UnitRow], kind: type[UnitRow]) -> Sequence[UnitRow]:
    return session.scalars(asked.where(kind.recorded_to.is_(None)).order_by(kind.name)).all()


def _some(unit_id: UUID | None) -> UUID:
    assert unit_id is not None
    return unit_id
