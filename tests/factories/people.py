"""Changes of the register in the middle of a test: somebody joins, an instrument ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select, update

from engine.actions.actor import Actor
from engine.core.authority.register import InstrumentState, Power, Rank
from engine.core.vietnamese import fold, name_key
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.store.records import (
    AppointmentRow,
    CompetenceRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
    Record,
    UnitRow,
)
from engine.store.register_epoch import bump_epoch


def seat_somebody(
    outside: Outside,
    name: str,
    roles: Iterable[str],
    powers: Iterable[Power],
    unit_id: UUID = city.WARD,
) -> Actor:
    """A new person on a new seat, from the ward's beginning."""
    person_id = uuid4()
    with outside.sessions.begin() as session:
        session.add(
            PersonRow(
                id=person_id,
                full_name=name,
                identity=f"PNOVN-{person_id}",
                name_key=name_key(name),
                search_text=fold(name),
                recorded_from=city.BEGINNING,
            )
        )
    sit_there_too(outside, person_id, roles, unit_id, powers)
    return Actor(person_id, name, f"login-{person_id}")


def sit_there_too(
    outside: Outside,
    person_id: UUID,
    roles: Iterable[str],
    unit_id: UUID,
    powers: Iterable[Power] = (),
) -> None:
    """One more seat for a person, from the ward's beginning."""
    position_id = uuid4()
    known = {"recorded_from": city.BEGINNING}
    rows: list[Record] = [
        PositionRow(
            id=position_id,
            unit_id=unit_id,
            title="Công chức",
            rank=Rank.STAFF,
            roles=list(roles),
            powers=[str(p) for p in powers],
            valid_from=city.BEGINNING,
            **known,
        ),
        AppointmentRow(
            id=uuid4(),
            person_id=person_id,
            position_id=position_id,
            acting=False,
            valid_from=city.BEGINNING,
            **known,
        ),
    ]
    with outside.sessions.begin() as session:
        bump_epoch(session)
        session.add_all(rows)


def found_ward(outside: Outside, name: str) -> UUID:
    """Another ward of the city, without people."""
    ward = uuid4()
    with outside.sessions.begin() as session:
        bump_epoch(session)
        session.add(
            UnitRow(
                id=ward,
                code=f"H26.{ward.int % 1000:03d}X",
                name=name,
                parent_id=city.CITY,
                collective_name=city.WARD_COLLECTIVE,
                abbreviation="UBND",
                place=name,
                search_text=fold(name),
                recorded_from=city.BEGINNING,
                valid_from=city.BEGINNING,
            )
        )
    return ward


def make_competent(outside: Outside, actor: Actor, unit_id: UUID, procedure: str) -> None:
    """By law, the seat of this person decides the procedure in the unit."""
    with outside.sessions.begin() as session:
        bump_epoch(session)
        held = select(AppointmentRow.position_id).where(AppointmentRow.person_id == actor.person_id)
        session.add(
            CompetenceRow(
                id=uuid4(),
                procedure=procedure,
                unit_id=unit_id,
                position_id=session.scalars(held).one(),
                collective=False,
                powers=[Power.DECIDE, Power.SIGN],
                legal_basis="Nghị định số 23/2015/NĐ-CP",
                recorded_from=city.BEGINNING,
                valid_from=city.BEGINNING,
            )
        )


def revoke_assignment(outside: Outside, since: datetime) -> None:
    """The chairman's assignment to his deputy is revoked."""
    with outside.sessions.begin() as session:
        bump_epoch(session)
        session.execute(
            update(InstrumentRow)
            .where(InstrumentRow.id == city.ASSIGNMENT)
            .values(state=InstrumentState.REVOKED, state_since=since)
        )


def end_assignment(outside: Outside, at: datetime) -> None:
    """The assignment gets an end: the deputy still may, on another ground than before."""
    with outside.sessions.begin() as session:
        bump_epoch(session)
        session.execute(
            update(InstrumentRow).where(InstrumentRow.id == city.ASSIGNMENT).values(valid_to=at)
        )


def correct_appointment(outside: Outside, login: str, at: datetime) -> None:
    """The register no longer knows that this person was ever appointed."""
    with outside.sessions.begin() as session:
        bump_epoch(session)
        session.execute(
            update(AppointmentRow)
            .where(AppointmentRow.person_id == city.seat(login).person_id)
            .values(recorded_to=at)
        )


def change_elsewhere(outside: Outside) -> None:
    """A change of the register that concerns nobody here."""
    with outside.sessions.begin() as session:
        bump_epoch(session)


def actor_of(login: str) -> Actor:
    """Who signs in to the demonstration with this name."""
    seat = city.seat(login)
    return Actor(seat.person_id, seat.full_name, login)
