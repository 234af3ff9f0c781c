"""What the browser is told, and that our own pages keep to it."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

import web

TEMPLATES = sorted((Path(web.__file__).parent / "templates").rglob("*.html"))


def test_every_answer_carries_the_policy(client: FlaskClient) -> None:
    for address in ("/dang-nhap", "/khong-co", "/tra-cuu", "/health"):
        answer = client.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'self'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["X-Request-Id"])


def test_over_https_the_cookie_and_the_site_stay_on_https(client: FlaskClient) -> None:
    answer = client.get("/dang-nhap", base_url="https://localhost")
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    assert "Secure" in answer.headers["Set-Cookie"]


def test_on_plain_loopback_the_cookie_is_still_closed_to_scripts_and_other_sites(
    client: FlaskClient,
) -> None:
    cookie = client.get("/dang-nhap").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_no_template_has_inline_script_or_style() -> None:
    assert len(TEMPLATES) > 15
    for template in TEMPLATES:
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|hx-on|hx-vals=.js:", text), (
            template
        )
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), template


def test_every_form_that_changes_something_carries_the_token() -> None:
    for template in TEMPLATES:
        text = template.read_text(encoding="utf-8")
        for form in re.findall(r'<form[^>]*method="post".*?</form>', text, re.S):
            assert "csrf_token()" in form or "token()" in form, template


def test_a_form_without_its_token_is_refused_with_a_way_on(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = app.test_client().post("/dang-nhap", data={"login": "a", "password": "b"})
    assert answer.status_code == 400
    assert "Trang đã mở quá lâu" in answer.text
    assert 'href="/dang-nhap"' in answer.text
