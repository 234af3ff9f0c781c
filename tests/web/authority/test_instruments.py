"""Instruments at the pages: entered in one form, approved by other eyes, found, read."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.simulate.scan import one_page_scan
from tests.factories.acts_entered import attach_scan, draft
from tests.web.browsing import signed_in

ACTS = "/quan-tri/tham-quyen/van-ban"
FORM = {
    "number": "8808/QĐ-UBND",
    "issued_on": "02/03/2026",
    "kind": "commune_delegation",
    "issuer": "chu tich ben nuoc le quang hung",
    "legal_basis": "Điều 14 Luật số 72/2025/QH15",
    "valid_from": "02/03/2026",
    "valid_to": "01/03/2027",
    "on_end": "return_to_delegator",
    "deputies_may_sign": "yes",
    "lines": "1",
    "lines.0.to": "dich danh tran van minh",
    "lines.0.procedures": "2.000908",
    "lines.0.powers": ["decide", "sign"],
}


@pytest.fixture
def admin(app: Flask) -> FlaskClient:
    return signed_in(app.test_client(), "quan_tri")


@pytest.fixture
def second(app: Flask) -> FlaskClient:
    return signed_in(app.test_client(), "quan_tri_2")


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found
    return found[1]


def test_a_delegation_goes_from_the_form_into_force_over_two_desks(
    admin: FlaskClient, second: FlaskClient
) -> None:
    scan = (BytesIO(one_page_scan("quyet-dinh")), "quyet-dinh.pdf")
    answer = admin.post(f"{ACTS}/moi", data={**FORM, "file": scan, "on_paper": "yes"})
    assert answer.status_code == 303, answer.text
    place = answer.headers["Location"]
    page = admin.get(place).text
    assert "Trần Văn Minh" in page
    assert "Một quản trị thẩm quyền khác" in page
    assert "bản quét của văn bản giấy" in page
    assert (
        admin.post(f"{place}/tham-dinh", data={"seen": seen(second.get(place).text)}).status_code
        == 403
    )
    page = second.get(place).text
    assert second.post(f"{place}/tham-dinh", data={"seen": seen(page)}).status_code == 303
    ready = second.get(f"{place}/san-sang").text
    assert "Cấp bản sao" in ready
    refused = second.post(f"{place}/san-sang", data={"seen": seen(ready)})
    assert refused.status_code == 422
    assert "đối chiếu bản quét" in refused.text
    answer = second.post(
        f"{place}/san-sang",
        data={"seen": seen(ready), "paper_compared": "yes", "reason": "Đã thống nhất"},
    )
    assert answer.status_code == 303
    assert "đang có hiệu lực" in second.get(place).text
    assert second.get(f"{place}/tep").data.startswith(b"%PDF-")


def test_a_form_that_fails_comes_back_filled_with_every_sentence(admin: FlaskClient) -> None:
    wrong = {**FORM, "number": "", "issuer": "giam doc", "lines.0.to": "khong ai ca"}
    answer = admin.post(f"{ACTS}/moi", data=wrong)
    assert answer.status_code == 422
    for sentence in (
        "có thể là:",
        "Không tìm thấy “khong ai ca”",
        "Hãy ghi số, ký hiệu",
        'href="#f-lines-0-to"',
    ):
        assert sentence in answer.text
    assert 'value="giam doc"' in answer.text
    unheld = {**FORM, "issuer": "van thu ben nuoc do thi lan"}
    answer = admin.post(f"{ACTS}/moi", data=unheld)
    assert "không có quyền quyết định" in answer.text


def test_small_buttons_change_the_form_and_enter_nothing(admin: FlaskClient) -> None:
    more = admin.post(f"{ACTS}/moi", data={**FORM, "do": "add-line"}).text
    assert "Dòng giao quyền 2" in more
    assert 'value="8808/QĐ-UBND"' in more
    fewer = admin.post(f"{ACTS}/moi", data={**FORM, "lines": "2", "do": "drop-line-1"}).text
    assert "Dòng giao quyền 2" not in fewer
    found = {**FORM, "lines.0.more": "vat lieu no", "do": "add-procedure-0"}
    assert "2.000229" in admin.post(f"{ACTS}/moi", data=found).text
    assert "Không có văn bản nào khớp" in admin.get(f"{ACTS}?tim=8808/QĐ-UBND").text


def test_an_instrument_is_found_without_diacritics(admin: FlaskClient, outside: Outside) -> None:
    listed = admin.get(f"{ACTS}?tim=lao cai 1883").text
    assert "1883/QĐ-UBND" in listed
    assert "15/QĐ-UBND" not in listed
    assert "chưa có tệp" in listed
    assert "1883/QĐ-UBND" in admin.get(f"{ACTS}?tim=huan luyen&loai=delegation").text
    draft(outside)
    assert "88/QĐ-UBND" in admin.get(f"{ACTS}?trang-thai=draft").text


def test_a_draft_is_corrected_struck_and_gone(admin: FlaskClient, outside: Outside) -> None:
    place = f"{ACTS}/{draft(outside)}"
    form = admin.get(f"{place}/sua").text
    assert "Đích danh: Trần Văn Minh" in form
    line = re.search(r'name="lines.0.id" value="([^"]+)"', form)
    assert line
    answer = admin.post(
        f"{place}/sua",
        data={**FORM, "number": "90/QĐ-UBND", "seen": seen(form), "lines.0.id": line[1]},
    )
    assert answer.status_code == 303, answer.text
    assert "90/QĐ-UBND" in admin.get(place).text
    assert admin.post(f"{place}/bo", data={"reason": ""}).status_code == 422
    assert admin.post(f"{place}/bo", data={"reason": "Nhập nhầm"}).status_code == 303
    assert admin.get(place).status_code == 404


def test_fields_offer_what_is_typed(admin: FlaskClient, client: FlaskClient) -> None:
    offers = "/quan-tri/tham-quyen/goi-y"
    assert "Trần Quốc Hưng" in admin.get(f"{offers}?loai=vi-tri&tim=giam doc so cong thuong").text
    assert "2.000908" in admin.get(f"{offers}?loai=thu-tuc&tim=ban sao tu so goc").text
    assert admin.get(f"{offers}?loai=khong-co&tim=x").status_code == 404
    assert signed_in(client, "chu_tich").get(f"{offers}?loai=vi-tri&tim=a").status_code == 403


def test_the_home_page_says_what_waits_for_whom(
    admin: FlaskClient, second: FlaskClient, outside: Outside
) -> None:
    instrument_id = draft(outside)
    attach_scan(outside, instrument_id)
    assert "Ông/bà đã nhập, chờ người khác duyệt" in admin.get("/quan-tri/tham-quyen").text
    mine = second.get("/quan-tri/tham-quyen?tim=ban sao").text
    assert "Ông/bà đã nhập" not in mine
    assert "88/QĐ-UBND" in mine
    assert "2.000908" in mine


def test_instruments_of_the_demonstration_have_no_file_and_say_so(admin: FlaskClient) -> None:
    page = admin.get(f"{ACTS}/{city.ASSIGNMENT}").text
    assert "Chưa có tệp." in page
    assert "Mọi thủ tục mà người giao có thẩm quyền" in page
    assert admin.get(f"{ACTS}/{city.ASSIGNMENT}/tep").status_code == 404
