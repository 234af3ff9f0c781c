"""Files that leave: shown only where nothing of them can run."""

from __future__ import annotations

import pytest
from flask import Flask

from web.sent_file import sent


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "image/jpeg"])
def test_what_is_safe_is_shown_in_place(app: Flask, kind: str) -> None:
    with app.test_request_context("/"):
        answer = sent(b"x", "giấy tờ.pdf", kind)
    assert answer.mimetype == kind
    assert answer.headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/xml"])
def test_what_could_run_is_only_handed_over(app: Flask, kind: str) -> None:
    with app.test_request_context("/"):
        answer = sent(b"<script>", "x.html", kind)
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_download_is_a_download_when_it_is_asked_for(app: Flask) -> None:
    with app.test_request_context("/?tai-ve=1"):
        answer = sent(b"x", "ket-qua.pdf", "application/pdf")
    assert answer.headers["Content-Disposition"] == "attachment; filename=ket-qua.pdf"
