"""Who may decide a procedure on a day, and what a position may over time."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.store.records import InstrumentRow
from engine.store.register_changes import current, strike
from engine.store.register_epoch import bump_epoch
from tests.web.browsing import signed_in, words_of

AT = "/quan-tri/tham-quyen"


@pytest.fixture
def registrar(client: FlaskClient) -> FlaskClient:
    return signed_in(client, "quan_tri")


def test_every_way_is_drawn_from_the_law_to_the_person_on_the_day_asked_for(
    registrar: FlaskClient,
) -> None:
    listed = words_of(registrar.get(f"{AT}/thu-tuc?tim=ban+sao+so+goc"))
    assert "1 thủ tục" in listed
    now = registrar.get(f"{AT}/thu-tuc/2.000908")
    said = words_of(now)
    assert "Lê Quang Hùng được quyết định TM. ỦY BAN NHÂN DÂN CHỦ TỊCH" in said
    assert "Phạm Thu Hà được quyết định" in said
    assert '<ol class="chain"' in now.text
    before = registrar.get(f"{AT}/thu-tuc/2.000908?ngay=01/01/2020&don_vi={city.WARD}")
    said = words_of(before)
    assert "Không ai được quyết định thủ tục này vào lúc đó." in said
    assert "Chưa có ai giữ chức vụ không được: không giữ chức vụ" in said
    assert '<li class="seat fails">' in before.text


def test_what_is_no_day_no_unit_or_no_procedure_is_refused(registrar: FlaskClient) -> None:
    assert registrar.get(f"{AT}/thu-tuc/2.000908?ngay=31/02/2027").status_code == 422
    assert registrar.get(f"{AT}/thu-tuc/2.000908?don_vi=phường").status_code == 404
    assert registrar.get(f"{AT}/thu-tuc/2.000908?don_vi={city.CITY}").status_code == 404
    assert registrar.get(f"{AT}/thu-tuc/9.999999").status_code == 404


def test_a_position_tells_who_sat_there_what_it_may_by_law_and_what_it_gave(
    registrar: FlaskClient,
) -> None:
    chairman, deputy = city.seat("chu_tich"), city.seat("pho_chu_tich")
    page = registrar.get(f"{AT}/vi-tri/{chairman.position_id}/dong-thoi-gian")
    said = words_of(page)
    assert "Người giữ chức Lê Quang Hùng đang có hiệu lực" in said
    assert "Thẩm quyền theo luật 2.000908 theo Nghị định số 23/2015/NĐ-CP" in said
    assert "giao cho Phó Chủ tịch Ủy ban nhân dân phường Bến Nước" in said
    assert page.text.count("<svg viewBox") >= 3
    given = words_of(registrar.get(f"{AT}/vi-tri/{deputy.position_id}/dong-thoi-gian"))
    assert "Quyền được giao Quyết định số 15/QĐ-UBND ngày 02/07/2025" in given
    asked = registrar.get(f"/api/v1/authority/positions/{deputy.position_id}/timeline")
    assert asked.json is not None
    assert {bar["kind"] for bar in asked.json["bars"]} == {"person", "given"}


def test_a_position_is_told_without_what_was_struck_since(
    registrar: FlaskClient, outside: Outside
) -> None:
    deputy, by = city.seat("pho_chu_tich"), city.seat("quan_tri").person_id
    with outside.sessions.begin() as session:
        bump_epoch(session)
        assignment = current(session, InstrumentRow, city.ASSIGNMENT)
        strike(session, assignment, by, outside.clock.now(), "nhập nhầm")
    page = registrar.get(f"{AT}/vi-tri/{deputy.position_id}/dong-thoi-gian")
    assert "Quyền được giao" not in words_of(page)


def test_only_who_keeps_the_register_asks(client: FlaskClient) -> None:
    clerk = signed_in(client, "mot_cua")
    seat = city.seat("chu_tich").position_id
    for path in ("thu-tuc", "thu-tuc/2.000908", f"vi-tri/{seat}/dong-thoi-gian"):
        assert clerk.get(f"{AT}/{path}").status_code == 403, path
