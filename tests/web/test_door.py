"""Signing in and out."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.actions.accounts import sign_in
from engine.simulate import demo_city


def test_a_wrong_password_and_an_unknown_login_read_alike(client: FlaskClient) -> None:
    wrong = client.post("/dang-nhap", data={"login": "mot_cua", "password": "sai"})
    unknown = client.post("/dang-nhap", data={"login": "khong-ai", "password": "sai"})
    assert wrong.status_code == unknown.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in wrong.text
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in unknown.text
    assert 'value="mot_cua"' in wrong.text
    assert "sai" not in re.findall(r'id="password"[^>]*value="([^"]*)"', wrong.text)


def test_after_many_wrong_passwords_the_right_one_has_to_wait(client: FlaskClient) -> None:
    for _try in range(5):
        client.post("/dang-nhap", data={"login": "mot_cua", "password": "sai"})
    answer = client.post("/dang-nhap", data={"login": "mot_cua", "password": demo_city.PASSWORD})
    assert answer.status_code == 429
    assert "hãy thử lại sau" in answer.text


def test_one_address_cannot_try_its_luck_on_all_accounts(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_in, "MOST_WRONG", 2)
    for login in ("mot_cua", "khong_ai"):
        client.post("/dang-nhap", data={"login": login, "password": "sai"})
    entry = {"login": "tu_phap", "password": demo_city.PASSWORD}
    assert client.post("/dang-nhap", data=entry).status_code == 429
    other = app.test_client().post(
        "/dang-nhap", data=entry, environ_base={"REMOTE_ADDR": "203.0.113.9"}
    )
    assert other.status_code == 303


def test_after_sign_in_one_is_where_one_wanted_to_go_but_never_elsewhere(
    client: FlaskClient,
) -> None:
    entry = {"login": "mot_cua", "password": demo_city.PASSWORD}
    ours = client.post("/dang-nhap", data={**entry, "next": "/ho-so/moi"})
    theirs = client.post("/dang-nhap", data={**entry, "next": "//example.vn/"})
    assert ours.headers["Location"] == "/ho-so/moi"
    assert theirs.headers["Location"] == "/"


def test_after_sign_out_the_session_is_over(clerk: FlaskClient) -> None:
    assert clerk.get("/").status_code == 200
    clerk.post("/dang-xuat")
    assert clerk.get("/").status_code == 303


def test_a_page_that_changes_nothing_of_the_session_does_not_send_it_again(
    clerk: FlaskClient,
) -> None:
    """Else what arrives late beside a page would bring back the session of before it."""
    clerk.get("/")
    assert "Set-Cookie" not in clerk.get("/").headers
