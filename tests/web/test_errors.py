"""Every refusal has its status, its sentence and a way on."""

from __future__ import annotations

from uuid import uuid4

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient

from engine import errors as refusals
from signing.errors import WrongPassword
from web.errors import HEADINGS, SENTENCES, STATUS, status_of
from web.guard import public

SENTENCE = "Một câu nói rõ vì sao."
RAISED: list[tuple[Exception, int]] = [
    (refusals.NotYours(SENTENCE), 403),
    (refusals.NotFound(SENTENCE), 404),
    (refusals.AlreadyDone(SENTENCE), 409),
    (refusals.InvalidAnswers({}), 422),
    (refusals.UploadRefused(SENTENCE), 422),
    (refusals.SigningRefused(SENTENCE, "page_changed"), 422),
    (refusals.ServiceDown(SENTENCE), 503),
    (refusals.Overtaken(uuid4()), 409),
    (WrongPassword(), 422),
]


def raising(app: Flask, problem: Exception) -> FlaskClient:
    @public
    def broken() -> str:
        raise problem

    app.add_url_rule("/hong", view_func=broken)
    return app.test_client()


@pytest.mark.parametrize(("problem", "status"), RAISED, ids=lambda p: type(p).__name__)
def test_a_refusal_is_a_page_with_its_own_sentence(
    app: Flask, problem: Exception, status: int
) -> None:
    answer = raising(app, problem).get("/hong")
    assert answer.status_code == status
    assert str(getattr(problem, "sentence")) in answer.text  # noqa: B009
    assert 'href="/dang-nhap"' in answer.text


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429, 500, 503])
def test_every_status_has_a_heading_a_sentence_and_a_way_on(app: Flask, status: int) -> None:
    @public
    def broken() -> str:
        abort(status)

    app.add_url_rule("/hong", view_func=broken)
    answer = app.test_client().get("/hong")
    assert answer.status_code == status
    assert str(HEADINGS[status]) in answer.text
    assert str(SENTENCES[status]) in answer.text
    assert 'class="button primary"' in answer.text


def test_a_failure_tells_the_request_and_not_what_failed(app: Flask) -> None:
    answer = raising(app, RuntimeError("mật khẩu là 1234")).get("/hong")
    assert answer.status_code == 500
    assert "1234" not in answer.text
    assert answer.headers["X-Request-Id"] in answer.text


def test_every_class_that_a_page_can_meet_has_a_status() -> None:
    never_on_a_page = {refusals.BundleRefused, refusals.SettingsWrong}
    every = {
        kind
        for kind in vars(refusals).values()
        if isinstance(kind, type) and issubclass(kind, refusals.TrinhKyError)
    } - {refusals.TrinhKyError}
    assert every - never_on_a_page == set(STATUS)


def test_a_class_without_a_page_is_a_failure_of_ours() -> None:
    assert status_of(refusals.SettingsWrong("x")) == 500


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1000
    answer = app.test_client().post("/kiem-tra", data={"file": "x" * 5000})
    assert answer.status_code == 413
    assert "vượt giới hạn" in answer.text
