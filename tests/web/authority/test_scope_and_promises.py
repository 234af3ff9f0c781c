"""Conditions built and tried, commitments answered, competences kept: at the pages."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.store.register_acts import lines_of
from tests.factories.acts_entered import draft
from tests.web.browsing import pdf, signed_in, take_in

HOME = "/quan-tri/tham-quyen"


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return signed_in(app.test_client(), "quan_tri")


@pytest.fixture
def place(outside: Outside) -> str:
    """The scope editor of a draft's only line."""
    instrument_id = draft(outside)
    with outside.sessions() as session:
        [line] = lines_of(session, instrument_id)
    return f"{HOME}/van-ban/{instrument_id}/pham-vi/{line.id}"


def test_a_condition_is_built_tried_and_kept_with_its_example(
    admin: FlaskClient, clerk: FlaskClient, place: str
) -> None:
    take_in(clerk)
    page = admin.get(place).text
    assert 'value="ket_luan"' in page
    added = {"do": "add", "fact": "ket_luan", "sign": "=", "value": "du_dieu_kien", "scope": ""}
    page = admin.post(place, data=added).text
    assert "ket_luan = &#34;du_dieu_kien&#34;" in page
    assert "thiếu dữ kiện: 1" in page
    scope = {"scope": 'ket_luan = "du_dieu_kien"'}
    wrong = admin.post(place, data={**scope, "example.ket_luan": "tu_choi"})
    assert wrong.status_code == 422
    assert "không thuộc điều kiện" in wrong.text
    kept = admin.post(place, data={**scope, "example.ket_luan": "du_dieu_kien"})
    assert kept.status_code == 303
    page = admin.get(kept.headers["Location"]).text
    assert "ket_luan = &#34;du_dieu_kien&#34;" in page
    assert "chưa có ví dụ" not in page


def test_what_the_procedure_does_not_declare_is_no_condition(
    admin: FlaskClient, place: str
) -> None:
    tried = admin.post(place, data={"do": "try", "scope": "khong_co > 1"}).text
    assert "Không có dữ kiện “khong_co”" in tried
    assert admin.post(place, data={"scope": "khong_co > 1"}).status_code == 422
    assert admin.post(place, data={"do": "add", "fact": "x", "sign": "="}).status_code == 200


def test_a_commitment_is_written_down_and_answered(admin: FlaskClient) -> None:
    new = f"{HOME}/cam-ket/moi/{city.ASSIGNMENT}"
    assert admin.post(new, data={"said": "", "due": "x"}).status_code == 422
    told = {"said": "Bố trí đủ công chức", "due": "31/01/2026", "every_months": "12"}
    assert admin.post(new, data=told).status_code == 303
    page = admin.get(f"{HOME}/van-ban/{city.ASSIGNMENT}").text
    assert "quá hạn từ 31/01/2026" in page
    found = re.search(rf"{HOME}/cam-ket/([0-9a-f-]{{36}})/xac-nhan", page)
    assert found
    attest = found[0]
    assert admin.post(attest, data={"person": "le quang hung"}).status_code == 422
    answer = {
        "person": "le quang hung",
        "attested_on": "01/02/2026",
        "evidence": "Quyết định 12/QĐ-UBND",
        "file": (BytesIO(pdf()), "bang-chung.pdf"),
    }
    assert admin.post(attest, data=answer).status_code == 303
    page = admin.get(f"{HOME}/van-ban/{city.ASSIGNMENT}").text
    assert "Lê Quang Hùng xác nhận ngày 01/02/2026" in page
    file = re.search(rf'{HOME}/cam-ket/[^"]+/tep', page)
    assert file
    assert admin.get(file[0]).data.startswith(b"%PDF-")
    known = attest.removesuffix("/xac-nhan")
    assert admin.post(known, data={**told, "due": "31/01/2027"}).status_code == 422  # no reason
    assert admin.post(f"{known}/bo", data={"why": "Ghi nhầm"}).status_code == 303


def test_a_competence_is_entered_found_corrected_and_ended(admin: FlaskClient) -> None:
    laws = f"{HOME}/phap-luat"
    told = {
        "procedure": "2.000229",
        "position_id": "chu tich ben nuoc le quang hung",
        "powers": ["decide"],
        "collective": "yes",
        "legal_basis": "Luật số 42/2024/QH15",
        "valid_from": "01/03/2026",
    }
    wrong = admin.post(f"{laws}/moi", data={**told, "powers": [], "valid_from": "x"})
    assert wrong.status_code == 422
    assert admin.post(f"{laws}/moi", data=told).status_code == 303
    listed = admin.get(f"{laws}?tim=42/2024 ben nuoc").text
    found = re.search(rf"{laws}/[0-9a-f-]{{36}}", listed)
    assert found
    page = admin.get(found[0]).text
    assert "Nhập thẩm quyền" in page
    more = {**told, "powers": ["decide", "sign"]}
    assert admin.post(found[0], data=more).status_code == 422  # no reason
    assert admin.post(found[0], data={**more, "reason": "Luật nói cả ký"}).status_code == 303
    ended = admin.post(f"{found[0]}/ket-thuc", data={"last": "", "why": ""})
    assert ended.status_code == 422
    assert 'href="#f-last"' in ended.text
    last = {"last": "31/12/2026", "why": "Luật mới"}
    assert admin.post(f"{found[0]}/ket-thuc", data=last).status_code == 303
    assert "31/12/2026" in admin.get(f"{laws}?tim=42/2024 ben nuoc").text
