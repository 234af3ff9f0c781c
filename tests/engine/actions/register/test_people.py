"""Units, seats, persons, posts: what is entered, and every door that stays shut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from engine.actions.register.appointments.correct import correct_appointment
from engine.actions.register.appointments.end import end_appointment
from engine.actions.register.appointments.enter import appoint
from engine.actions.register.appointments.strike import strike_appointment
from engine.actions.register.appointments.told import AppointmentTold
from engine.actions.register.persons.correct import correct_person
from engine.actions.register.persons.enter import enter_person
from engine.actions.register.persons.told import PersonTold
from engine.actions.register.positions.correct import correct_position
from engine.actions.register.positions.end import end_position
from engine.actions.register.positions.enter import enter_position
from engine.actions.register.positions.strike import strike_position
from engine.actions.register.positions.told import PositionTold
from engine.actions.register.units.correct import correct_unit
from engine.actions.register.units.end import end_unit
from engine.actions.register.units.enter import enter_unit
from engine.actions.register.units.strike import strike_unit
from engine.actions.register.units.told import UnitTold
from engine.core.terms import begins
from engine.errors import AlreadyDone, InvalidAnswers, NotFound, NotYours
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.store.load_register import load_person_positions
from engine.store.records import AbsenceRow, AppointmentRow, PersonRow, PositionRow, UnitRow
from engine.store.register_changes import current, known_row
from tests.factories.office import Office
from tests.factories.people import actor_of

BY = actor_of("quan_tri")
FIRST = date(2026, 3, 1)
SEAT = PositionTold(city.WARD, "Công chức", "staff", ("civil_status",), ("appraise",), FIRST)
HEAD = replace(SEAT, title="Trưởng phòng", rank="head", roles=("division_head",), powers=())
DIVISION = UnitTold("H26.W1.01", "Phòng Kinh tế", "division", city.WARD, FIRST)
WHY = "Quyết định số 12/QĐ-UBND"


@pytest.fixture
def outside(office: Office) -> Outside:
    return office.outside


def row_of(outside: Outside, kind: type, record_id: UUID):  # type: ignore[no-untyped-def]
    with outside.sessions() as session:
        return current(session, kind, record_id)


def refused(**fields: str) -> pytest.RaisesExc[InvalidAnswers]:
    """The form comes back with these words at these fields, and no others."""

    def fits(error: InvalidAnswers) -> bool:
        assert set(error.fields) == set(fields), error.fields
        for field, words in fields.items():
            assert words in " ".join(error.fields[field])
        return True

    return pytest.RaisesExc(InvalidAnswers, check=fits)


# --- units --------------------------------------------------------------------------------------


def test_only_a_registrar_enters(outside: Outside) -> None:
    with pytest.raises(NotYours):
        enter_unit(outside, actor_of("chu_tich"), DIVISION)
    with pytest.raises(NotYours):
        appoint(outside, actor_of("mot_cua"), AppointmentTold(None, None, False, FIRST))


def test_a_unit_is_entered_corrected_ended_and_struck(outside: Outside) -> None:
    unit_id = enter_unit(outside, BY, DIVISION)
    row = row_of(outside, UnitRow, unit_id)
    assert (row.name, row.kind, row.search_text) == (
        "Phòng Kinh tế", "division", "h26.w1.01 phong kinh te",
    )  # fmt: skip
    correct_unit(outside, BY, unit_id, replace(DIVISION, name="Phòng Văn hóa"), WHY, row.row_id)
    with pytest.raises(AlreadyDone):
        correct_unit(outside, BY, unit_id, DIVISION, WHY, row.row_id)
    with refused(reason="lý do"):
        correct_unit(outside, BY, unit_id, DIVISION, " ", None)
    end_unit(outside, BY, unit_id, date(2026, 12, 31), WHY)
    assert row_of(outside, UnitRow, unit_id).valid_to == begins(date(2027, 1, 1))
    strike_unit(outside, BY, unit_id, WHY)
    with pytest.raises(NotFound):
        row_of(outside, UnitRow, unit_id)


def test_a_code_is_one_units_while_both_are_there(outside: Outside) -> None:
    unit_id = enter_unit(outside, BY, replace(DIVISION, valid_to=date(2026, 5, 31)))
    with refused(code="đang là của Phòng Kinh tế (từ 01/03/2026 đến hết 31/05/2026)"):
        enter_unit(outside, BY, replace(DIVISION, code="h26.w1.01", valid_from=date(2026, 5, 31)))
    assert enter_unit(outside, BY, replace(DIVISION, valid_from=date(2026, 6, 1))) != unit_id


def test_a_ward_stands_under_no_ward_and_nothing_under_itself(outside: Outside) -> None:
    with outside.sessions.begin() as session:
        current(session, UnitRow, city.WARD).kind = "commune"
    with refused(kind="không đứng dưới"):
        enter_unit(outside, BY, replace(DIVISION, kind="commune"))
    division = enter_unit(outside, BY, DIVISION)
    below = replace(DIVISION, code="H26.W1.02", parent_id=division)
    team = enter_unit(outside, BY, below)
    with refused(parent_id="đang thuộc chính đơn vị này"):
        correct_unit(outside, BY, division, replace(DIVISION, parent_id=team), WHY, None)
    with refused(parent_id="Không có đơn vị cấp trên"):
        enter_unit(outside, BY, replace(DIVISION, code="X", parent_id=uuid4()))


def test_what_is_wrong_is_told_at_once(outside: Outside) -> None:
    with refused(code="mã định danh", name="tên đơn vị", kind="loại", valid_to="đứng trước"):
        enter_unit(outside, BY, UnitTold(" ", "", "?", None, FIRST, date(2026, 2, 28)))
    with refused(valid_from="ngày bắt đầu", name="ký tự điều khiển"):
        enter_unit(outside, BY, replace(DIVISION, name="a\0b", valid_from=None))


def test_a_unit_does_not_end_while_something_is_left_in_it(office: Office) -> None:
    office.receive()
    with refused(valid_to="hồ sơ đang giải quyết"):
        end_unit(office.outside, BY, city.WARD, date(2026, 12, 31), WHY)
    with refused(reason="chỉ kết thúc được"):
        strike_unit(office.outside, BY, city.WARD, WHY)


# --- seats --------------------------------------------------------------------------------------


def test_a_seat_lies_within_its_unit(outside: Outside) -> None:
    unit_id = enter_unit(outside, BY, replace(DIVISION, valid_to=date(2026, 6, 30)))
    with refused(valid_to="chỉ có từ 01/03/2026 đến hết 30/06/2026"):
        enter_position(outside, BY, replace(SEAT, unit_id=unit_id))
    within = replace(SEAT, unit_id=unit_id, valid_to=date(2026, 6, 30))
    seat_id = enter_position(outside, BY, within)
    with refused(valid_to="1 đơn vị, vị trí"):
        end_unit(outside, BY, unit_id, date(2026, 5, 31), WHY)
    end_position(outside, BY, seat_id, date(2026, 5, 31), WHY)
    end_unit(outside, BY, unit_id, date(2026, 5, 31), WHY)


def test_a_seat_carries_no_power_to_sign(outside: Outside) -> None:
    with refused(powers="luật định"):
        enter_position(outside, BY, replace(SEAT, powers=("decide",)))
    with refused(roles="Vai trò", rank="cấp", unit_id="Không có đơn vị"):
        enter_position(outside, BY, replace(SEAT, roles=("Ông Ba",), rank="x", unit_id=uuid4()))


def test_a_seat_with_somebody_on_it_neither_ends_nor_goes(outside: Outside) -> None:
    seat_id = enter_position(outside, BY, SEAT)
    appoint(outside, BY, AppointmentTold(city.seat("tu_phap").person_id, seat_id, False, FIRST))
    with refused(valid_to="1 bổ nhiệm"):
        end_position(outside, BY, seat_id, date(2026, 5, 31), WHY)
    with refused(reason="chỉ kết thúc được"):
        strike_position(outside, BY, seat_id, WHY)
    correct_position(outside, BY, seat_id, replace(SEAT, title="Công chức tư pháp"), WHY, None)
    assert row_of(outside, PositionRow, seat_id).title == "Công chức tư pháp"
    empty = enter_position(outside, BY, SEAT)
    strike_position(outside, BY, empty, WHY)
    with pytest.raises(NotFound):
        strike_position(outside, BY, empty, WHY)


# --- persons ------------------------------------------------------------------------------------


def test_a_person_has_an_identity_of_their_own(outside: Outside) -> None:
    told = PersonTold("Lê Thị Hoa", "001 099 000 111", ("Cử nhân luật", "Cử nhân luật", ""))
    person_id = enter_person(outside, BY, told)
    row = row_of(outside, PersonRow, person_id)
    assert (row.identity, row.qualifications) == ("001099000111", ["Cử nhân luật"])
    with refused(identity="đang là của Lê Thị Hoa"):
        enter_person(outside, BY, PersonTold("Ai Đó", "001099000111"))
    correct_person(outside, BY, person_id, replace(told, full_name="Lê Thu Hoa"), WHY, row.row_id)
    assert row_of(outside, PersonRow, person_id).search_text == "le thu hoa"
    with refused(full_name="họ và tên"):
        enter_person(outside, BY, PersonTold("  "))


# --- posts --------------------------------------------------------------------------------------


def test_a_post_is_effective_at_once(outside: Outside, office: Office) -> None:
    person_id = enter_person(outside, BY, PersonTold("Lê Thị Hoa"))
    seat_id = enter_position(outside, BY, SEAT)
    post = appoint(outside, BY, AppointmentTold(person_id, seat_id, False, FIRST), WHY)
    with outside.sessions() as session:
        [held] = load_person_positions(session, person_id, office.clock.now())
    assert held.id == seat_id
    end_appointment(outside, BY, post, date(2026, 3, 8), WHY)
    with outside.sessions() as session:
        assert load_person_positions(session, person_id, office.clock.now()) == ()
    strike_appointment(outside, BY, post, WHY)
    with outside.sessions() as session:
        assert known_row(session, AppointmentRow, post) is None


def test_nobody_enters_a_post_of_their_own(outside: Outside) -> None:
    told = AppointmentTold(BY.person_id, city.seat("van_thu").position_id, False, FIRST)
    with pytest.raises(NotYours) as refusal:
        appoint(outside, BY, told)
    assert refusal.value.clause == "own_record"


def test_nobody_sits_twice_on_a_seat_at_once(outside: Outside) -> None:
    seat_id = enter_position(outside, BY, SEAT)
    told = AppointmentTold(city.seat("tu_phap").person_id, seat_id, False, FIRST, date(2026, 6, 30))
    appoint(outside, BY, told)
    with refused(valid_from="từ 01/03/2026 đến hết 30/06/2026, trùng với từ 30/06/2026"):
        appoint(outside, BY, replace(told, valid_from=date(2026, 6, 30), valid_to=None))
    appoint(outside, BY, replace(told, valid_from=date(2026, 7, 1), valid_to=None))
    appoint(outside, BY, replace(told, person_id=city.seat("tu_phap_2").person_id))


def test_a_heads_seat_is_one_persons(outside: Outside) -> None:
    seat_id = enter_position(outside, BY, HEAD)
    first = AppointmentTold(city.seat("tu_phap").person_id, seat_id, False, FIRST)
    post = appoint(outside, BY, first)
    acting = AppointmentTold(
        city.seat("tu_phap_2").person_id, seat_id, True, date(2026, 4, 1), date(2026, 4, 30)
    )
    for second in (replace(acting, acting=False), acting):
        with refused(valid_from="chỉ một người giữ"):
            appoint(outside, BY, second)
    with outside.sessions.begin() as session:
        session.add(
            AbsenceRow(
                id=uuid4(),
                person_id=first.person_id,
                valid_from=begins(date(2026, 3, 20)),
                valid_to=begins(date(2026, 5, 1)),
                recorded_from=begins(FIRST),
            )
        )
    with refused(valid_from="chỉ một người giữ"):
        appoint(outside, BY, replace(acting, valid_to=date(2026, 5, 1)))
    appoint(outside, BY, acting)
    correct_appointment(outside, BY, post, replace(first, valid_to=date(2026, 12, 31)), WHY, None)
    with refused(acting="Chỉ cấp trưởng"):
        appoint(outside, BY, replace(acting, position_id=enter_position(outside, BY, SEAT)))


def test_a_post_needs_a_person_and_a_seat_that_is_there(outside: Outside) -> None:
    with refused(person_id="người", position_id="vị trí"):
        appoint(outside, BY, AppointmentTold(None, uuid4(), False, FIRST))
    seat_id = enter_position(outside, BY, replace(SEAT, valid_to=date(2026, 6, 30)))
    told = AppointmentTold(city.seat("tu_phap").person_id, seat_id, False, FIRST)
    with refused(valid_to="chỉ có từ 01/03/2026 đến hết 30/06/2026"):
        appoint(outside, BY, told)
    with refused(valid_to="đứng trước"):
        appoint(outside, BY, replace(told, valid_to=FIRST - timedelta(days=1)))


def test_the_register_never_loses_its_last_keeper(outside: Outside) -> None:
    def post_of(login: str) -> UUID:
        return city.demo_id(f"appointment:{login}")

    end_appointment(outside, BY, post_of("quan_tri_2"), date(2026, 3, 8), WHY)
    with pytest.raises(NotYours, match="không còn ai"):
        end_appointment(outside, BY, post_of("quan_tri"), date(2026, 3, 8), WHY)
    with pytest.raises(NotYours, match="không còn ai"):
        strike_appointment(outside, BY, post_of("quan_tri"), WHY)
