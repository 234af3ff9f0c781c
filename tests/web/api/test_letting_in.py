"""Who is let in: a browser with its session, a program with its token; and how refusals look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from engine.actions.accounts.keep.lock import lock, unlock
from engine.actions.accounts.keep.reset import reset_password
from engine.actions.accounts.make_token import MOST, make_token
from engine.errors import InvalidAnswers
from engine.outside.outside import Outside
from engine.simulate import demo_city
from engine.store.records import AccountEventRow, ApiTokenRow
from tests.factories.people import actor_of
from tests.web.api.conftest import with_token
from tests.web.browsing import signed_in

HERE = "/api/v1/session"
OFFICER = demo_city.seat("tu_phap").person_id


@pytest.fixture
def guarded(app: Flask) -> Iterator[Flask]:
    """With the check of form tokens as it is outside the tests."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def test_without_session_or_token_one_is_told_so_and_sent_nowhere(client: FlaskClient) -> None:
    answer = client.get("/api/v1/inbox")
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.json is not None
    assert answer.json["title"] == "Chưa đăng nhập"
    assert answer.json["status"] == 401


def test_a_token_is_its_person_and_needs_neither_cookie_nor_csrf(
    guarded: Flask, program: FlaskClient
) -> None:
    here = program.get(HERE).json
    assert here is not None
    assert (here["login"], here["csrf_token"]) == ("tu_phap", None)
    made = program.post("/api/v1/filters", json={"name": "Của tôi", "words": "khai sinh"})
    assert made.status_code == 200
    assert program.get_cookie("trinhky") is None


def test_a_browser_sends_its_csrf_token_or_is_refused(guarded: Flask) -> None:
    browser = signed_in(guarded.test_client(), "tu_phap")
    refused = browser.post("/api/v1/mentions/seen")
    assert (refused.status_code, refused.mimetype) == (400, "application/problem+json")
    here = browser.get(HERE).json
    assert here is not None
    headers = {"X-CSRFToken": here["csrf_token"]}
    assert browser.post("/api/v1/mentions/seen", headers=headers).status_code == 204


def test_beside_a_token_a_cookie_counts_for_nothing(app: Flask) -> None:
    browser = signed_in(app.test_client(), "tu_phap")
    answer = browser.get(HERE, headers={"Authorization": "Bearer tk_mot_ma_la"})
    assert answer.status_code == 401


def test_a_token_opens_no_page(program: FlaskClient) -> None:
    assert program.get("/").status_code == 303


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/accounts"),
        ("POST", "/accounts"),
        ("POST", "/account/password"),
        ("POST", "/account/tokens"),
        ("POST", "/account/totp/begin"),
        ("POST", f"/accounts/{OFFICER}/reset-password"),
    ],
)
def test_a_token_reaches_no_accounts(app: Flask, outside: Outside, method: str, path: str) -> None:
    token = make_token(outside, actor_of("quan_tri"), "Quản trị", 1).token
    answer = with_token(app, token).open(f"/api/v1{path}", method=method, json={})
    assert answer.status_code == 403
    assert answer.json is not None
    assert answer.json["reason"] == "session_only"


def test_a_token_is_kept_as_a_hash_and_ends_on_its_day(
    app: Flask, outside: Outside, program: FlaskClient
) -> None:
    token = program.environ_base["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    assert program.get(HERE).status_code == 200
    with outside.sessions.begin() as session:
        row = session.scalars(select(ApiTokenRow)).one()
        assert token.encode() not in row.token_hash
        assert row.used_at is not None
        session.execute(update(ApiTokenRow).values(expires_at=row.used_at - timedelta(days=1)))
    assert program.get(HERE).status_code == 401


def test_what_an_administrator_shuts_is_shut_for_programs_too(
    outside: Outside, program: FlaskClient
) -> None:
    admin = actor_of("quan_tri")
    lock(outside, admin, OFFICER)
    assert program.get(HERE).status_code == 401
    unlock(outside, admin, OFFICER)
    assert program.get(HERE).status_code == 401


def test_a_reset_password_ends_every_token(outside: Outside, program: FlaskClient) -> None:
    reset_password(outside, actor_of("quan_tri"), OFFICER)
    assert program.get(HERE).status_code == 401


def test_the_account_page_makes_shows_once_lists_and_revokes_tokens(
    app: Flask, client: FlaskClient, outside: Outside
) -> None:
    signed_in(client, "tu_phap")
    shown = client.post("/tai-khoan/ma-api", data={"name": "Kho dữ liệu", "days": "90"}).text
    [token] = re.findall(r"tk_[\w-]{40,}", shown)
    page = client.get("/tai-khoan").text
    assert "Kho dữ liệu" in page
    assert token not in page
    assert "chưa dùng" in page
    program = with_token(app, token)
    assert program.get(HERE).status_code == 200
    assert "chưa dùng" not in client.get("/tai-khoan").text
    [address] = re.findall(r'action="(/tai-khoan/ma-api/[^"]+/thu-hoi)"', page)
    assert client.post(address).status_code == 303
    assert program.get(HERE).status_code == 401
    assert client.post(address).status_code == 404
    with outside.sessions() as session:
        kinds = session.scalars(
            select(AccountEventRow.kind).where(AccountEventRow.person_id == OFFICER)
        ).all()
    assert [kind for kind in kinds if kind.startswith("token")] == ["token", "token_revoked"]


@pytest.mark.parametrize(
    ("form", "wrong"),
    [
        ({"name": " ", "days": "30"}, "name"),
        ({"name": "x" * 81, "days": "30"}, "name"),
        ({"name": "a", "days": "366"}, "days"),
        ({"name": "a", "days": "nhiều"}, "days"),
        ({}, "name"),
    ],
)
def test_a_token_wants_a_name_and_a_year_at_most(
    client: FlaskClient, form: dict[str, str], wrong: str
) -> None:
    signed_in(client, "tu_phap")
    answer = client.post("/tai-khoan/ma-api", data=form)
    assert answer.status_code == 422
    assert f'href="#answers-{wrong}"' in answer.text


def test_nobody_has_more_tokens_than_they_can_look_after(outside: Outside) -> None:
    for number in range(MOST):
        make_token(outside, actor_of("tu_phap"), str(number), 1)
    with pytest.raises(InvalidAnswers):
        make_token(outside, actor_of("tu_phap"), "một mã nữa", 1)


def test_a_program_reads_the_language_that_it_asks_for(program: FlaskClient) -> None:
    sentences = {
        language: program.get(
            f"/api/v1/dossiers/{uuid4()}", headers={"Accept-Language": language}
        ).json["title"]  # type: ignore[index]  # a problem
        for language in ("vi", "en", "en-GB,en;q=0.9", "fr")
    }
    assert sentences["en"] == sentences["en-GB,en;q=0.9"] == "This page cannot be found"
    assert sentences["vi"] == sentences["fr"] == "Không tìm thấy trang này"


def test_a_session_that_waits_is_told_for_what(app: Flask, client: FlaskClient) -> None:
    signed_in(client, "tu_phap")
    outside: Outside = app.extensions["outside"]
    password = reset_password(outside, actor_of("quan_tri"), OFFICER)
    entered = client.post("/api/v1/session", json={"login": "tu_phap", "password": password})
    assert entered.json is not None
    assert entered.json["waits_for"] == "password"
    refused = client.get("/api/v1/inbox")
    assert refused.status_code == 403
    assert refused.json is not None
    assert refused.json["reason"] == "waits_for_password"
    assert client.get(HERE).status_code == 200
    changed = client.post(
        "/api/v1/account/password", json={"old": password, "new": "một câu dài dễ nhớ lắm"}
    )
    assert changed.json == {"waits_for": None}
    assert client.get("/api/v1/inbox").status_code == 200
    assert client.post("/api/v1/session/end").status_code == 204
    assert client.get("/api/v1/inbox").status_code == 401


def test_a_wrong_password_tells_neither_which_was_wrong_nor_anything_else(
    client: FlaskClient,
) -> None:
    answers = [
        client.post("/api/v1/session", json={"login": login, "password": "sai"})
        for login in ("tu_phap", "không có ai")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json == answers[1].json


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"{", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"name": NaN}', "application/json", 400),
        (b"[]", "application/json", 422),
        (b'{"name": "a", "more": 1}', "application/json", 422),
        (b'{"name": "\\ud800"}', "application/json", 422),
        (b"name=a", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b"", "", 415),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_with_a_problem(
    program: FlaskClient, body: bytes, kind: str, code: int
) -> None:
    answer = program.post("/api/v1/filters", data=body, content_type=kind)
    assert (answer.status_code, answer.mimetype) == (code, "application/problem+json")


def test_other_failures_of_an_address_are_problems_too(program: FlaskClient) -> None:
    for path, method, code in (
        ("/api/v1/khong-co", "GET", 404),
        ("/api/v1/inbox", "POST", 405),
        ("/api/v1/inbox?la=1", "GET", 422),
        ("/api/v1/inbox?limit=0", "GET", 422),
        ("/api/v1/inbox?tab=khac", "GET", 422),
        ("/api/v1/dossiers/khong-phai-uuid", "GET", 404),
        ("/api/v1/public/procedures/%00", "GET", 404),
    ):
        answer = program.open(path, method=method)
        assert (answer.status_code, answer.mimetype) == (code, "application/problem+json"), path
    assert "GET" in program.post("/api/v1/inbox").headers["Allow"]


def test_ids_of_sessions_are_never_made_from_tokens(program: FlaskClient) -> None:
    with program.session_transaction() as session:
        session["_user_id"] = program.environ_base["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    del program.environ_base["HTTP_AUTHORIZATION"]
    assert program.get(HERE).status_code == 401


def test_the_reference_is_open_to_everyone_and_can_be_searched(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    assert document is not None
    assert document["openapi"] == "3.1.0"
    everything = client.get("/api").text
    assert "/api/v1/tasks/{dossier_id}/{task_id}/complete" in everything
    some = client.get("/api?tim=snooze").text
    assert "/snooze" in some
    assert "/complete" not in some
    assert "<script" not in re.sub(r'<script[^>]* src="[^"]+"[^>]*>', "", everything)
