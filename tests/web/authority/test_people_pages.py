"""Units, seats, persons and posts at the pages: what a registrar sees, types and is told."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.simulate import demo_city as city
from tests.web.browsing import signed_in

BASE = "/quan-tri/tham-quyen"
UNIT = {
    "name": "Phòng Kinh tế",
    "code": "H26.W.01",
    "kind": "division",
    "parent_id": str(city.WARD),
    "valid_from": "01/01/2026",
    "valid_to": "",
}


@pytest.fixture
def keeper(app: Flask) -> FlaskClient:
    """A registrar, signed in."""
    return signed_in(app.test_client(), "quan_tri")


def led_to(keeper: FlaskClient, address: str, form: dict[str, str]) -> str:
    """Where a form that is good leads."""
    answer = keeper.post(address, data=form)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def id_in(address: str) -> UUID:
    found = re.search(r"[0-9a-f]{8}-[0-9a-f-]{27}", address)
    assert found is not None
    return UUID(found[0])


def test_nobody_else_opens_the_rooms(app: Flask) -> None:
    visitor = signed_in(app.test_client(), "chu_tich")
    for address in (
        "/don-vi",
        "/don-vi?tim=x",
        f"/don-vi/{city.WARD}",
        "/don-vi/moi",
        "/nguoi/moi",
    ):
        assert visitor.get(BASE + address).status_code == 403
    assert visitor.post(f"{BASE}/don-vi/moi", data=UNIT).status_code == 403


def test_the_tree_shows_who_sits_where_level_by_level(keeper: FlaskClient) -> None:
    top = keeper.get(f"{BASE}/don-vi").text
    assert "Ủy ban nhân dân thành phố Hà Nội" in top
    assert f"duoi={city.CITY}" in top
    below = keeper.get(f"{BASE}/don-vi?duoi={city.CITY}").text
    assert city.WARD_NAME in below
    assert city.seat("chu_tich").full_name in below
    before = keeper.get(f"{BASE}/don-vi?duoi={city.CITY}&ngay=01/01/1990").text
    assert city.WARD_NAME not in before
    wrong = keeper.get(f"{BASE}/don-vi?ngay=31/02/2026")
    assert wrong.status_code == 422
    assert "Không có ngày" in wrong.text


def test_units_and_people_are_found_without_diacritics(keeper: FlaskClient) -> None:
    chairman = city.seat("chu_tich")
    found = keeper.get(f"{BASE}/don-vi", query_string={"tim": "uy ban ben nuoc"}).text
    assert city.WARD_NAME in found
    by_name = keeper.get(f"{BASE}/don-vi", query_string={"tim": chairman.full_name.lower()}).text
    assert f"/nguoi/{chairman.person_id}" in by_name
    nothing = keeper.get(f"{BASE}/don-vi?tim=qqq").text
    assert "Không có đơn vị nào khớp" in nothing


def test_a_unit_a_seat_a_person_and_a_post_from_nothing(keeper: FlaskClient) -> None:
    unit = led_to(keeper, f"{BASE}/don-vi/moi", UNIT)
    seat = led_to(
        keeper,
        f"{BASE}/vi-tri/moi",
        {"unit_id": str(id_in(unit)), "title": "Trưởng phòng", "rank": "head",
         "roles": "division_head", "powers": "appraise", "valid_from": "2026-01-01"},
    )  # fmt: skip
    person = led_to(
        keeper,
        f"{BASE}/nguoi/moi",
        {"full_name": "Lê Thị Hoa", "identity": "001099", "qualifications": "Cử nhân luật\n"},
    )
    post = led_to(
        keeper,
        f"{BASE}/bo-nhiem/moi",
        {"person_id": str(id_in(person)), "position_id": str(id_in(seat)),
         "valid_from": "01/02/2026", "reason": "QĐ 5/QĐ-UBND"},
    )  # fmt: skip
    page = keeper.get(post).text
    assert "từ 01/02/2026, chưa có ngày kết thúc" in page
    assert "QĐ 5/QĐ-UBND" in page
    assert "Lê Thị Hoa" in keeper.get(unit).text
    seat_page = keeper.get(seat).text
    assert "lãnh đạo phòng" in seat_page
    assert "thẩm định hồ sơ" in seat_page
    assert "Cử nhân luật" in keeper.get(person).text


def test_a_form_that_fails_comes_back_filled(keeper: FlaskClient) -> None:
    answer = keeper.post(
        f"{BASE}/don-vi/moi", data={**UNIT, "kind": "commune", "valid_from": "31/12/2026",
                                    "valid_to": "1/1/2026"},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "đứng trước ngày bắt đầu 31/12/2026" in answer.text
    assert 'value="Phòng Kinh tế"' in answer.text
    unreadable = keeper.post(f"{BASE}/don-vi/moi", data={**UNIT, "valid_from": "mai"})
    assert unreadable.status_code == 422
    assert "ngày/tháng/năm" in unreadable.text


def test_looking_for_a_parent_keeps_what_was_typed_and_saves_nothing(keeper: FlaskClient) -> None:
    form = {**UNIT, "tim_parent_id": "ben nuoc", "da_tim_parent_id": ""}
    answer = keeper.post(f"{BASE}/don-vi/moi", data=form)
    assert answer.status_code == 200
    assert 'value="Phòng Kinh tế"' in answer.text
    assert city.WARD_NAME in answer.text
    assert keeper.post(f"{BASE}/don-vi/moi", data={**form, "find": "x"}).status_code == 200


def test_a_correction_says_what_it_changed_by_whom_and_why(keeper: FlaskClient) -> None:
    unit = led_to(keeper, f"{BASE}/don-vi/moi", UNIT)
    form = keeper.get(f"{unit}/sua").text
    seen = re.search(r'name="seen" value="(\d+)"', form)
    assert seen is not None
    assert 'value="01/01/2026"' in form
    changed = {**UNIT, "name": "Phòng Văn hóa", "seen": seen[1], "reason": "Gõ nhầm tên"}
    led_to(keeper, f"{unit}/sua", changed)
    page = keeper.get(unit).text
    assert "Phòng Kinh tế → <strong>Phòng Văn hóa</strong>" in page
    assert "Gõ nhầm tên" in page
    assert city.seat("quan_tri").full_name in page
    assert keeper.post(f"{unit}/sua", data=changed).status_code == 409
    assert keeper.post(f"{unit}/sua", data={**changed, "reason": ""}).status_code == 422


def test_what_is_ended_or_struck_is_told_where_it_fails(keeper: FlaskClient) -> None:
    unit = led_to(keeper, f"{BASE}/don-vi/moi", UNIT)
    refused = keeper.post(f"{unit}/ket-thuc", data={"valid_to": "", "reason": ""})
    assert refused.status_code == 422
    assert "ngày cuối cùng" in refused.text
    led_to(keeper, f"{unit}/ket-thuc", {"valid_to": "31/12/2026", "reason": "QĐ 9"})
    assert "đến hết 31/12/2026" in keeper.get(unit).text
    assert keeper.post(f"{unit}/bo", data={"reason": ""}).status_code == 422
    led_to(keeper, f"{unit}/bo", {"reason": "Nhập thử"})
    assert keeper.get(unit).status_code == 404
    chairman = f"{BASE}/vi-tri/{city.seat('chu_tich').position_id}"
    still = keeper.post(f"{chairman}/bo", data={"reason": "x"})
    assert still.status_code == 422
    assert "chỉ kết thúc được" in still.text
    post = f"{BASE}/bo-nhiem/{city.demo_id('appointment:tu_phap_2')}"
    led_to(keeper, f"{post}/ket-thuc", {"valid_to": "31/12/2026", "reason": "QĐ 10"})
    led_to(keeper, f"{post}/bo", {"reason": "Nhập nhầm"})


def test_english_readers_read_english(keeper: FlaskClient) -> None:
    keeper.post("/ngon-ngu", data={"language": "en", "next": "/"})
    assert "Who sits where" in keeper.get(f"{BASE}/don-vi").text


def test_a_transfer_shows_what_lies_there_and_keeps_what_was_chosen(keeper: FlaskClient) -> None:
    post = f"{BASE}/bo-nhiem/{city.demo_id('appointment:tu_phap')}"
    page = keeper.get(f"{post}/chuyen").text
    assert "Không có việc nào đang nằm ở người này" in page
    colleague = city.seat("tu_phap_2")
    assert colleague.full_name in page
    form = {"to_id": str(colleague.person_id), "valid_from": "01/01/2020", "reason": "QĐ 15"}
    answer = keeper.post(f"{post}/chuyen", data=form)
    assert answer.status_code == 422
    assert "Ngày chuyển đã qua" in answer.text
    assert f'value="{colleague.person_id}" checked' in answer.text
    searching = keeper.post(f"{post}/chuyen", data={**form, "tim_position_id": "van thu"})
    assert searching.status_code == 200
    assert city.seat("van_thu").title in searching.text
