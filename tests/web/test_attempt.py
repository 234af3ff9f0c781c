"""A signature on its way, as its owner sees it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import Flask, render_template

from engine.questions.parts import AttemptView

SOME = UUID("00000000-0000-4000-8000-000000000001")
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
TROUBLE = "Dịch vụ cấp dấu thời gian chưa trả lời được."


def shown(app: Flask, status: str, trouble: str | None) -> str:
    attempt = AttemptView(SOME, status, trouble, 1, NOON, NOON)
    with app.test_request_context():
        return render_template("attempt/state.html", dossier_id=SOME, attempt=attempt)


@pytest.mark.parametrize("status", ["begun", "made"])
def test_while_it_waits_the_page_asks_again_by_itself(app: Flask, status: str) -> None:
    assert f"/ho-so/{SOME}/luot-ky/{SOME}/tinh-trang" in shown(app, status, None)


def test_trouble_is_told_with_the_next_try_and_that_nobody_need_sign_again(app: Flask) -> None:
    page = shown(app, "made", TROUBLE)
    assert TROUBLE in page
    assert "không phải ký lại" in page
    assert "12:00 23/11/2026" in page
    assert "hx-get" in page


def test_a_refused_signature_says_why_and_is_not_asked_about_again(app: Flask) -> None:
    page = shown(app, "refused", "Văn bản đã bị thay đổi.")
    assert "Chữ ký không được chấp nhận." in page
    assert "Văn bản đã bị thay đổi." in page
    assert "hx-get" not in page
