"""An instrument revoked, suspended, resumed at the pages, with the dossiers that move."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.actions.register.moves.carry_out import carry_out_next
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.store.records import InstrumentRow
from engine.store.register_changes import current
from tests.web.browsing import hand_over, open_task, signed_in, summary

ROOM = "/quan-tri/tham-quyen"
ACT = f"{ROOM}/van-ban/{city.ASSIGNMENT}"
FIT = {
    "answers.ket_luan": "du_dieu_kien",
    "answers.so_quyen": "01/1998",
    "answers.so_vao_so": "57",
    "answers.ngay_vao_so": "09/03/1998",
    "answers.noi_dung_so_goc": "Họ và tên: Trần Văn Thưởng.",
}
WHY = {"reason": "Phó Chủ tịch chuyển công tác", "act": "Quyết định số 99/QĐ-UBND"}


def _state(app: Flask) -> str:
    outside: Outside = app.extensions["outside"]
    with outside.sessions() as session:
        return current(session, InstrumentRow, city.ASSIGNMENT).state


@pytest.fixture
def registrar(officer: FlaskClient) -> FlaskClient:
    """A dossier waits for the chairman or his deputy."""
    task = open_task(officer)
    assert officer.post(task, data=FIT).status_code == 303
    return hand_over(officer, "quan_tri")


def test_a_revocation_shows_what_moves_before_and_after(app: Flask, registrar: FlaskClient) -> None:
    before = registrar.get(f"{ACT}/thu-hoi")
    assert "1 hồ sơ sẽ chuyển" in before.text
    assert "Phó Chủ tịch Ủy ban nhân dân phường Bến Nước" in before.text
    empty = registrar.post(f"{ACT}/thu-hoi", data={"reason": WHY["reason"]})
    assert (empty.status_code, summary(empty)) == (422, ["answers-act"])
    assert WHY["reason"] in empty.text
    assert _state(app) == "in_force"
    sent = registrar.post(f"{ACT}/thu-hoi", data=WHY)
    assert (sent.status_code, _state(app)) == (303, "revoked")
    run = str(sent.headers["Location"])
    assert "0 trong 1 hồ sơ" in registrar.get(run).text
    assert "hx-get" in registrar.get(f"{run}/tien-do").text
    while carry_out_next(app.extensions["outside"]):
        pass
    done = registrar.get(run)
    assert "Đã xong: 1 hồ sơ." in done.text
    assert "Tất cả đúng như đã báo trước." in done.text
    assert registrar.get(f"{run}/tien-do").headers["HX-Redirect"] == run
    assert "Quyết định số 15/QĐ-UBND bị thu hồi" in registrar.get(f"{ROOM}/chuyen-ho-so").text
    late = registrar.get(f"{ACT}/tam-ngung")
    assert "Văn bản này đã thu hồi nên không làm việc này được." in late.text


def test_a_page_that_shows_an_older_state_changes_nothing(app: Flask, client: FlaskClient) -> None:
    registrar = signed_in(client, "quan_tri")
    page = registrar.get(f"{ACT}/tam-ngung").text
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen
    assert registrar.post(f"{ACT}/tam-ngung", data={**WHY, "seen": seen[1]}).status_code == 303
    assert _state(app) == "suspended"
    stale = registrar.post(f"{ACT}/thu-hoi", data={**WHY, "seen": seen[1]})
    assert (stale.status_code, _state(app)) == (409, "suspended")
    resumed = registrar.post(f"{ACT}/khoi-phuc", data=WHY)
    assert (resumed.status_code, _state(app)) == (303, "in_force")


def test_nobody_else_sees_or_does_it(app: Flask, client: FlaskClient) -> None:
    for login in ("chu_tich", "mot_cua"):
        other = signed_in(client, login)
        for address in (f"{ACT}/thu-hoi", f"{ROOM}/chuyen-ho-so"):
            assert other.get(address).status_code == 403
        assert other.post(f"{ACT}/thu-hoi", data=WHY).status_code == 403
    assert _state(app) == "in_force"


def test_a_program_does_the_same(app: Flask, client: FlaskClient) -> None:
    registrar = signed_in(client, "quan_tri")
    api = f"/api/v1/register/instruments/{city.ASSIGNMENT}"
    told = registrar.get(f"{api}/moves?to=suspended")
    assert (told.status_code, told.json and told.json["preview"]["dossiers"]) == (200, 0)
    sent = registrar.post(f"{api}/suspend", json=WHY)
    assert sent.json is not None, sent.text
    run = registrar.get(f"/api/v1/register/runs/{sent.json['run_id']}")
    assert run.json is not None
    assert run.json["what"] == "Quyết định số 15/QĐ-UBND bị tạm ngưng"
    assert len(registrar.get("/api/v1/register/runs").json or ()) == 1
