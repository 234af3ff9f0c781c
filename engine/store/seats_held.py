"""Who administers, who signs, and how a person's appointments end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Select,
    Text,
    any_,
    cast,
    exists,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Session

from engine.core.vietnamese import fold
from engine.store.records.account import AccountRow
from engine.store.records.appointment import AppointmentRow
from engine.store.records.competence import CompetenceRow
from engine.store.records.grant import GrantRow
from engine.store.records.position import PositionRow
from engine.store.records.unit import UnitRow

_ADMIN_UNIT = "quan-tri"
_Dated = type[AppointmentRow] | type[PositionRow] | type[CompetenceRow]


def _now(row: _Dated, now: datetime) -> ColumnElement[bool]:
    """Known now, and valid at `now`."""
    still = or_(row.valid_to.is_(None), row.valid_to > now)
    return row.recorded_to.is_(None) & (row.valid_from <= now) & still


def _holders(now: datetime) -> Select[UUID]:
    return (
        select(AppointmentRow.person_id)
        .join(PositionRow, PositionRow.id == AppointmentRow.position_id)
        .where(_now(AppointmentRow, now), _now(PositionRow, now))
    )


def has_role(session: Session, person_id: UUID, role: str, now: datetime) -> bool:
    """Whether one of the person's seats carries the role at `now`."""
    held = _holders(now).where(
        AppointmentRow.person_id == person_id, literal(role) == any_(PositionRow.roles)
    )
    return bool(session.scalar(select(held.exists())))


def logins_with_role(session: Session, role: str, now: datetime) -> tuple[str, ...]:
    """Who is to be told what concerns the keepers: everybody whose seat carries the role."""
    held = _holders(now).where(literal(role) == any_(PositionRow.roles))
    return tuple(
        session.scalars(
            select(AccountRow.login)
            .where(AccountRow.person_id.in_(held), AccountRow.locked_at.is_(None))
            .order_by(AccountRow.login)
        )
    )


def anyone_has_role(session: Session, role: str, now: datetime) -> bool:
    """Whether somebody sits on a seat with the role at `now`."""
    held = _holders(now).where(literal(role) == any_(PositionRow.roles))
    return bool(session.scalar(select(held.exists())))


def sits_in_unit_of(session: Session, person_id: UUID, position_id: UUID, now: datetime) -> bool:
    """Whether the person holds a seat in the unit of this seat at `now`."""
    unit = select(PositionRow.unit_id).where(
        PositionRow.id == position_id, PositionRow.recorded_to.is_(None)
    )
    held = _holders(now).where(
        AppointmentRow.person_id == person_id, PositionRow.unit_id == unit.scalar_subquery()
    )
    return bool(session.scalar(select(held.exists())))


def may_sign_something(session: Session, person_id: UUID, now: datetime) -> bool:
    """Whether law, a grant or the seat's own powers let the person sign or seal anything: a seat
    that does is asked for a second factor."""
    seats = select(AppointmentRow.position_id).where(
        AppointmentRow.person_id == person_id, _now(AppointmentRow, now)
    )
    signing = cast(["decide", "sign", "seal"], ARRAY(Text))
    by_law = exists().where(
        CompetenceRow.position_id.in_(seats),
        CompetenceRow.powers.op("&&")(signing),
        _now(CompetenceRow, now),
    )
    granted = exists().where(
        or_(GrantRow.to_position_id.in_(seats), GrantRow.to_person_id == person_id),
        GrantRow.powers.op("&&")(signing),
        GrantRow.recorded_to.is_(None),
    )
    by_seat = exists().where(
        PositionRow.id.in_(seats), PositionRow.powers.op("&&")(signing), _now(PositionRow, now)
    )
    return bool(session.scalar(select(or_(by_law, granted, by_seat))))


def signing_seats(session: Session, seats: Iterable[UUID], now: datetime) -> frozenset[UUID]:
    """Those of the seats that law or a grant lets decide or sign something."""
    asked = list(seats)
    signing = cast(["decide", "sign"], ARRAY(Text))
    by_law = select(CompetenceRow.position_id).where(
        CompetenceRow.position_id.in_(asked),
        CompetenceRow.powers.op("&&")(signing),
        _now(CompetenceRow, now),
    )
    granted = select(GrantRow.to_position_id).where(
        GrantRow.to_position_id.in_(asked),
        GrantRow.powers.op("&&")(signing),
        GrantRow.recorded_to.is_(None),
    )
    return frozenset(session.scalars(by_law.union(granted)))


def other_holders(session: Session, role: str, person_id: UUID, now: datetime) -> tuple[UUID, ...]:
    """Everyone else with the role whose account is open. The accounts of all who have the role
    are held until the commit, so that two administrators cannot lock each other at once."""
    accounts = session.scalars(
        select(AccountRow)
        .where(
            AccountRow.person_id.in_(_holders(now).where(literal(role) == any_(PositionRow.roles)))
        )
        .order_by(AccountRow.person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return tuple(a.person_id for a in accounts if a.person_id != person_id and not a.locked_at)


def seat_admin(
    session: Session, person_id: UUID, roles: Sequence[str], title: str, now: datetime
) -> None:
    """Appoint the person to the seat with the first of these roles; without one, make it with all
    of them, in a unit of its own: it is no agency's seat and opens no dossier. The caller raises
    the register's epoch."""
    seat = session.scalars(
        select(PositionRow.id)
        .where(_now(PositionRow, now), literal(roles[0]) == any_(PositionRow.roles))
        .order_by(PositionRow.id)
    ).first()
    dated = {"valid_from": now, "recorded_from": now, "recorded_by_id": person_id}
    if seat is None:
        unit, seat = uuid4(), uuid4()
        session.add(
            UnitRow(id=unit, code=_ADMIN_UNIT, name=title, search_text=fold(title), **dated)
        )
        session.add(
            PositionRow(
                id=seat,
                unit_id=unit,
                title=title,
                rank="staff",
                roles=list(roles),
                powers=[],
                **dated,
            )
        )
    session.add(
        AppointmentRow(id=uuid4(), person_id=person_id, position_id=seat, acting=False, **dated)
    )


def end_appointments(
    session: Session, person_id: UUID, now: datetime, recorded_at: datetime, by_id: UUID
) -> int:
    """Every appointment ends at `now`: a corrected row follows the one that is known. The caller
    raises the register's epoch. Answers how many ended."""
    held = session.scalars(
        select(AppointmentRow).where(
            AppointmentRow.person_id == person_id,
            AppointmentRow.recorded_to.is_(None),
            or_(AppointmentRow.valid_to.is_(None), AppointmentRow.valid_to > now),
        )
    ).all()
    session.execute(
        update(AppointmentRow)
        .where(AppointmentRow.row_id.in_([row.row_id for row in held]))
        .values(recorded_to=recorded_at)
    )
    session.add_all(
        AppointmentRow(
            id=row.id,
            person_id=row.person_id,
            position_id=row.position_id,
            acting=row.acting,
            valid_from=row.valid_from,
            # One that has not begun yet never does.
            valid_to=max(row.valid_from, now),
            recorded_from=recorded_at,
            recorded_by_id=by_id,
        )
        for row in held
    )
    return len(held)
