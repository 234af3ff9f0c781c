"""Write the demonstration's ward into an empty database. Seeding twice changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from argon2 import PasswordHasher

from engine.core.authority.register import Power
from engine.core.vietnamese import fold, name_key
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.demo_stamps import draw_stamps
from engine.simulate.office_hours import office_hours
from engine.store.records.account import AccountRow
from engine.store.records.appointment import AppointmentRow
from engine.store.records.base import Record
from engine.store.records.competence import CompetenceRow
from engine.store.records.grant import GrantRow
from engine.store.records.instrument import InstrumentRow
from engine.store.records.person import PersonRow
from engine.store.records.position import PositionRow
from engine.store.records.unit import UnitRow
from engine.store.register_epoch import bump_epoch

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def seed(outside: Outside) -> None:
    """Ward, people, accounts, competence, assignment and calendar, in one transaction."""
    with outside.sessions.begin() as session:
        if session.get(AccountRow, city.SEATS[0].person_id) is not None:
            return
        bump_epoch(session)
        session.add_all(_register())
        session.add_all(office_hours())
        _accounts(session)
    draw_stamps(outside.settings.home)


def _accounts(session: Session) -> None:
    password = PasswordHasher().hash(city.PASSWORD)
    for seat in city.SEATS:
        session.add(
            AccountRow(
                person_id=seat.person_id,
                login=seat.login,
                password_hash=password,
                created_at=datetime.now(UTC),
                session_epoch=1,
                failed_tries=0,
            )
        )


def _register() -> list[Record]:
    known = {"recorded_from": city.BEGINNING, "valid_from": city.BEGINNING}
    rows: list[Record] = [
        UnitRow(
            id=city.CITY,
            code="H26",
            name=city.CITY_NAME,
            parent_id=None,
            collective_name=city.WARD_COLLECTIVE,
            abbreviation="UBND",
            place="Hà Nội",
            search_text=fold(f"H26 {city.CITY_NAME}"),
            **known,
        ),
        UnitRow(
            id=city.WARD,
            code=city.WARD_CODE,
            name=city.WARD_NAME,
            parent_id=city.CITY,
            collective_name=city.WARD_COLLECTIVE,
            abbreviation="UBND",
            place=city.WARD_PLACE,
            search_text=fold(f"{city.WARD_CODE} {city.WARD_NAME}"),
            **known,
        ),
        CompetenceRow(
            id=city.demo_id("competence:ban_sao"),
            procedure=city.COMPETENT_FOR,
            unit_id=city.WARD,
            position_id=city.seat("chu_tich").position_id,
            collective=True,
            powers=[Power.DECIDE, Power.SIGN],
            legal_basis=city.LEGAL_BASIS,
            **known,
        ),
        *_assignment(),
    ]
    for seat in city.SEATS:
        rows += _seat(seat)
    return rows


def _assignment() -> list[Record]:
    chairman = city.seat("chu_tich").position_id
    return [
        InstrumentRow(
            id=city.ASSIGNMENT,
            number=city.ASSIGNMENT_NUMBER,
            issued_on=city.ASSIGNMENT_ISSUED,
            kind=city.ASSIGNMENT_KIND,
            issuer_position_id=chairman,
            legal_basis="Điều 13 Nghị định số 30/2020/NĐ-CP",
            file_sha256=None,
            state=city.ASSIGNMENT_STATE,
            state_since=city.ASSIGNMENT_ISSUED,
            exclusive=False,
            deputies_may_sign=True,
            on_end="return_to_delegator",
            supersedes_id=None,
            recorded_from=city.ASSIGNMENT_ISSUED,
            valid_from=city.ASSIGNMENT_ISSUED,
        ),
        GrantRow(
            id=city.demo_id("grant:assignment"),
            instrument_id=city.ASSIGNMENT,
            from_position_id=chairman,
            to_position_id=city.seat("pho_chu_tich").position_id,
            to_unit_id=None,
            to_person_id=None,
            qualification=None,
            procedures=None,
            powers=[Power.DECIDE, Power.SIGN],
            scope=None,
            recorded_from=city.ASSIGNMENT_ISSUED,
        ),
    ]


def _seat(seat: city.Seat) -> list[Record]:
    return [
        PersonRow(
            id=seat.person_id,
            full_name=seat.full_name,
            identity=seat.identity,
            name_key=name_key(seat.full_name),
            search_text=fold(f"{seat.full_name} {seat.login}"),
            recorded_from=city.BEGINNING,
        ),
        PositionRow(
            id=seat.position_id,
            unit_id=city.WARD,
            title=seat.title,
            rank=seat.rank,
            roles=list(seat.roles),
            powers=[str(p) for p in seat.powers],
            recorded_from=city.BEGINNING,
            valid_from=city.BEGINNING,
        ),
        AppointmentRow(
            id=city.demo_id(f"appointment:{seat.login}"),
            person_id=seat.person_id,
            position_id=seat.position_id,
            acting=False,
            recorded_from=city.BEGINNING,
            valid_from=city.BEGINNING,
        ),
    ]
