"""What everybody sees, and what machines ask."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from engine.outside.outside import connect
from engine.settings import Settings
from tests.web.application import application
from tests.web.browsing import signed_in, summary, take_in


def test_the_language_changes_and_stays_and_leads_back(client: FlaskClient) -> None:
    answer = client.post("/ngon-ngu", data={"language": "en", "next": "/tra-cuu"})
    assert answer.headers["Location"] == "/tra-cuu"
    page = client.get("/tra-cuu").text
    assert '<html lang="en">' in page
    assert "Where is my dossier?" in page
    client.post("/ngon-ngu", data={"language": "xx"})
    assert '<html lang="en">' in client.get("/dang-nhap").text
    signed_in(client, "mot_cua")
    assert "My tasks" in client.get("/").text


def test_the_public_page_tells_the_status_and_no_name(clerk: FlaskClient) -> None:
    receipt = clerk.get(take_in(clerk).headers["Location"]).text
    code = re.search(r"/t/(\w{20,})", receipt)
    assert code
    clerk.post("/dang-xuat")
    found = clerk.get("/tra-cuu", query_string={"ma": code[1]}, follow_redirects=True)
    assert "Đang giải quyết" in found.text
    assert "Trần Văn Thưởng" not in found.text


def test_an_unknown_look_up_code_says_so_and_keeps_what_was_typed(client: FlaskClient) -> None:
    answer = client.get("/tra-cuu", query_string={"ma": "SAI-MA"}, follow_redirects=True)
    assert answer.status_code == 404
    assert "Không có hồ sơ nào mang mã tra cứu này" in answer.text
    assert 'value="SAI-MA"' in answer.text


@pytest.mark.parametrize(
    ("file", "said"), [(None, "Hãy chọn tệp PDF"), (b"GIF89a", "không phải PDF")]
)
def test_what_cannot_be_checked_is_said_at_the_field(
    client: FlaskClient, file: bytes | None, said: str
) -> None:
    data = {} if file is None else {"file": (BytesIO(file), "anh.gif")}
    answer = client.post("/kiem-tra", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert said in answer.text
    assert summary(answer) == ["file"]


def test_health_and_readiness_are_told_to_machines(client: FlaskClient) -> None:
    assert client.get("/health").json == {"status": "ok"}
    ready = client.get("/ready")
    assert ready.status_code == 200
    assert ready.json == {"ok": True, "database": True, "migrated": True, "queue": True}


def test_with_the_database_away_the_page_says_so_and_readiness_too(
    clerk: FlaskClient, settings: Settings
) -> None:
    nowhere = replace(settings, database_url="postgresql+psycopg://x@127.0.0.1:1/x")
    client = application(connect(nowhere)).test_client()
    with clerk.session_transaction() as before, client.session_transaction() as now:
        now.update(before)  # the same browser, a moment later
    answer = client.get("/")
    assert answer.status_code == 503
    assert "Tạm thời chưa phục vụ được" in answer.text
    assert client.get("/ready").status_code == 503
    assert client.get("/health").status_code == 200
