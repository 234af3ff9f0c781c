"""Handed in from home: begun, saved, sent, answered by the desk, erased in time."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from engine.actions.online.expire import erase_expired
from engine.actions.online.fill import MOST_BYTES
from engine.outside.outside import Outside
from engine.store.records import DossierRow, OnlineSubmissionRow, PaperRow, PendingUploadRow
from tests.factories.delegations import delegated
from tests.web.browsing import REQUEST, SLUG, pdf, signed_in, summary

FORM = {name: value for name, value in REQUEST.items() if name != "procedure"} | {
    "applicant.phone": "0912 345 678"
}


CODE = "2.000908"
HERE = "H26.999"
"""The ward's code."""


def citizen_of(app: Flask) -> FlaskClient:
    """Somebody with an address of their own: what is counted by address is shared by a run."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"test-{uuid4()}"
    return client


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return citizen_of(app)


def begin(client: FlaskClient) -> str:
    """The secret address of a fresh submission."""
    started = client.post(f"/nop-ho-so/{SLUG}", data={"noi": HERE})
    assert started.status_code == 303
    return started.headers["Location"].partition("?")[0]


def fill(
    client: FlaskClient, address: str, act: str, file: bytes | None = None, **more: Any
) -> TestResponse:
    form: dict[str, object] = {**FORM, "act": act, **more}
    if file is not None:
        form["papers.giay_to_tuy_than"] = (BytesIO(file), "can-cuoc.pdf")
    return client.post(address, data=form, content_type="multipart/form-data")


def sent(app: Flask, scan: bytes | None = None) -> str:
    citizen = citizen_of(app)
    address = begin(citizen)
    assert fill(citizen, address, "send", scan or pdf()).status_code == 303
    return address


def row(outside: Outside) -> OnlineSubmissionRow:
    with outside.sessions() as session:
        return session.scalars(select(OnlineSubmissionRow)).one()


def test_the_list_and_the_first_page_are_open_and_a_strange_procedure_is_not_there(
    client: FlaskClient,
) -> None:
    assert f"/nop-ho-so/{CODE}" in client.get("/nop-ho-so").text
    page = client.get(f"/nop-ho-so/{SLUG}").text
    assert "Giấy tờ tùy thân" in page
    assert "phường Bến Nước" in page
    assert client.get("/nop-ho-so/khong-co").status_code == 404
    assert client.get(f"/nop-ho-so/{SLUG}?noi=H00.000").status_code == 404


def test_with_several_who_resolve_it_one_is_chosen_first(
    client: FlaskClient, outside: Outside
) -> None:
    one, _other = (delegated(outside, f"Chi nhánh {n}", n) for n in ("71", "72"))
    choice = client.get(f"/nop-ho-so/{CODE}").text
    assert "Chọn nơi nhận hồ sơ" in choice
    assert "Chi nhánh 72" in choice
    unsure = client.post(f"/nop-ho-so/{CODE}", data={"noi": HERE})
    assert unsure.headers["Location"] == f"/nop-ho-so/{CODE}"
    sure = client.post(f"/nop-ho-so/{CODE}", data={"noi": HERE, "viec": f"{CODE}@{one.unit_id}"})
    assert "/nop-ho-so/tiep/" in sure.headers["Location"]


def test_what_was_saved_is_there_at_the_secret_address_and_nowhere_else(
    client: FlaskClient, app: Flask, outside: Outside
) -> None:
    address = begin(client)
    assert fill(client, address, "save", pdf(), **{"answers.ten_van_ban": ""}).status_code == 303
    page = citizen_of(app).get(address).text
    assert 'value="Trần Văn Thưởng"' in page
    assert "can-cuoc.pdf" in page
    secret = address.rsplit("/", 1)[1]
    assert len(secret) >= 27
    assert secret.encode() not in row(outside).secret_sha256
    assert client.get(address[:-1] + ("A" if address[-1] != "A" else "B")).status_code == 404


def test_the_address_is_told_once(client: FlaskClient) -> None:
    started = client.post(f"/nop-ho-so/{SLUG}", data={"noi": HERE}).headers["Location"]
    assert "Hãy giữ địa chỉ này" in client.get(started).text
    assert "Hãy giữ địa chỉ này" not in client.get(started.partition("?")[0]).text


def test_an_incomplete_one_says_what_is_missing_and_loses_nothing(client: FlaskClient) -> None:
    address = begin(client)
    answer = fill(client, address, "send", None, **{"applicant.phone": "", "answers.quan_he": ""})
    assert answer.status_code == 422
    assert set(summary(answer)) == {
        "applicant-phone",
        "answers-quan_he",
        "papers-giay_to_tuy_than",
    }
    assert 'value="Giấy khai sinh"' in answer.text
    again = fill(client, address, "send", pdf(), **{"answers.quan_he": ""})
    assert summary(again) == ["answers-quan_he"]
    assert "can-cuoc.pdf" in again.text


def test_a_bad_or_too_large_file_is_named(client: FlaskClient) -> None:
    address = begin(client)
    answer = fill(client, address, "save", b"MZ")
    assert answer.status_code == 422
    assert "“can-cuoc.pdf” không phải PDF" in answer.text
    large = fill(client, address, "save", b"%PDF-" + bytes(MOST_BYTES))
    assert large.status_code == 422
    assert "vượt 25 MB" in large.text


def test_the_desk_sees_it_counted_and_receives_it_with_one_press(
    app: Flask, outside: Outside
) -> None:
    scan = pdf()
    address = sent(app, scan)
    code = row(outside).code
    assert "Đã nhận bản nộp trực tuyến" in citizen_of(app).get(address).text
    clerk = signed_in(app.test_client(), "mot_cua")
    assert '<span class="chip good">1</span>' in clerk.get("/ho-so/moi").text
    queue = clerk.get("/ho-so/truc-tuyen").text
    assert code in queue
    link = re.search(r'href="(/ho-so/moi\?truc-tuyen=[^"]+)"', queue)
    assert link
    page = clerk.get(link[1]).text
    assert 'value="Trần Văn Thưởng"' in page
    form = dict(
        re.findall(r'<input type="hidden"[^>]* name="(procedure|online\w*)" value="([^"]*)"', page)
    )
    kept = re.findall(r'name="kept" value="([^"]+)"', page)
    look = re.search(r'href="(/ho-so/moi/tep/[^"]+)"', page)
    assert look
    assert clerk.get(look[1]).data == scan
    received = clerk.post("/ho-so/moi", data={**FORM, **form, "kept": kept})
    assert received.status_code == 303
    with outside.sessions() as session:
        dossier = session.scalars(select(DossierRow)).one()
        assert [p.name for p in session.scalars(select(PaperRow))] == ["can-cuoc.pdf"]
        assert session.scalars(select(PendingUploadRow)).all() == []
    decided = row(outside)
    assert (decided.status, decided.opened_id, decided.applicant) == ("received", dossier.id, {})
    assert f"từ bản nộp trực tuyến {code}" in clerk.get(f"/ho-so/{dossier.id}").text
    citizen = citizen_of(app).get(address).text
    assert f"/t/{dossier.lookup_code}" in citizen
    assert "Thưởng" not in citizen
    assert '<span class="chip">0</span>' in clerk.get("/ho-so/moi").text
    again = clerk.post("/ho-so/moi", data={**FORM, **form, "kept": kept, "key": "khac"})
    assert again.status_code == 409


def test_the_desk_asks_for_more_and_gets_it_again(app: Flask, outside: Outside) -> None:
    address = sent(app)
    clerk = signed_in(app.test_client(), "mot_cua")
    answer = f"/ho-so/truc-tuyen/{row(outside).id}"
    assert clerk.post(answer, data={"act": "ask", "reason": " "}).status_code == 422
    assert clerk.post(answer, data={"act": "ask", "reason": "Ảnh mờ."}).status_code == 303
    citizen = citizen_of(app)
    page = citizen.get(address).text
    assert "Ảnh mờ." in page
    kept = re.findall(r'name="kept" value="([^"]+)"', page)
    assert fill(citizen, address, "send", None, kept=kept[0]).status_code == 303
    assert row(outside).status == "submitted"


def test_the_desk_refuses_with_a_slip_and_what_was_written_goes(
    app: Flask, outside: Outside
) -> None:
    address = sent(app)
    clerk = signed_in(app.test_client(), "mot_cua")
    data = {"act": "refuse", "reason": "Sổ gốc lưu ở phường khác.", "guidance": "Đến phường A."}
    slip = clerk.post(f"/ho-so/truc-tuyen/{row(outside).id}", data=data)
    assert slip.mimetype == "application/pdf"
    page = citizen_of(app).get(address).text
    assert "Sổ gốc lưu ở phường khác." in page
    assert "Đến phường A." in page
    assert row(outside).applicant == {}
    assert list((outside.settings.home / "pending").iterdir()) == []


def test_another_desk_and_another_post_have_nothing_of_it(app: Flask, outside: Outside) -> None:
    sent(app)
    id = row(outside).id
    for login, status in (("hn_mc", 404), ("chu_tich", 403)):
        other = signed_in(app.test_client(), login)
        assert other.get(f"/ho-so/truc-tuyen/{id}").status_code == status
        assert other.get(f"/ho-so/moi?truc-tuyen={id}").status_code == status
        data = {"act": "ask", "reason": "x"}
        assert other.post(f"/ho-so/truc-tuyen/{id}", data=data).status_code == status
    assert row(outside).status == "submitted"


def test_a_sent_one_is_not_changed_any_more(app: Flask) -> None:
    address = sent(app)
    for act in ("save", "send", "drop"):
        assert fill(citizen_of(app), address, act).status_code == 409


def test_a_draft_is_erased_when_its_time_is_over_or_at_a_wish(
    client: FlaskClient, outside: Outside
) -> None:
    address = begin(client)
    fill(client, address, "save", pdf())
    erase_expired(outside)
    assert client.get(address).status_code == 200
    with outside.sessions.begin() as session:
        shorter = OnlineSubmissionRow.erase_at - timedelta(days=8)
        session.execute(update(OnlineSubmissionRow).values(erase_at=shorter))
    assert client.get(address).status_code == 404
    assert erase_expired(outside) == 1
    other = begin(client)
    fill(client, other, "save", pdf())
    assert client.post(other, data={"act": "drop"}).status_code == 303
    with outside.sessions() as session:
        assert session.scalars(select(OnlineSubmissionRow.id)).all() == []
    assert list((outside.settings.home / "pending").iterdir()) == []


def test_too_many_beginnings_from_one_address_have_to_wait(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.online.BEGINNINGS", 2)
    noi = {"noi": HERE}
    answers = [client.post(f"/nop-ho-so/{SLUG}", data=noi) for _ in range(3)]
    assert [each.status_code for each in answers] == [303, 303, 429]
    assert "Hãy chờ 60 phút" in answers[2].text
    begin(citizen_of(client.application))


def test_the_poster_leads_to_the_form_at_this_desk(clerk: FlaskClient) -> None:
    page = clerk.get(f"/ho-so/truc-tuyen/ma-qr/{SLUG}").text
    address = re.search(r'href="(http[^"]+/nop-ho-so/[^"]+)"', page)
    assert address
    assert address[1].endswith(f"/nop-ho-so/{CODE}?noi={HERE}")


def test_somebody_hands_in_for_another_and_the_desk_sees_both(app: Flask, outside: Outside) -> None:
    citizen = citizen_of(app)
    address = begin(citizen)
    nameless = fill(citizen, address, "send", pdf(), **{"submitter.phone": "0912"})
    assert (nameless.status_code, summary(nameless)) == (422, ["submitter-full_name"])
    assert '<details class="field" open>' in nameless.text
    known: dict[str, Any] = {
        "submitter.full_name": "Lê Thị Nguyệt",
        "submitter.phone": "0987 654 321",
    }
    assert fill(citizen, address, "save", **known).status_code == 303
    assert "Lê Thị Nguyệt" in citizen.get(address).text
    fill(citizen, address, "send", pdf(), **known)
    clerk = signed_in(app.test_client(), "mot_cua")
    page = clerk.get(f"/ho-so/moi?truc-tuyen={row(outside).id}").text
    assert 'name="submitter.full_name" type="text" value="Lê Thị Nguyệt"' in page
