"""Vietnamese first, English second: a page is wholly in one; what is kept is Vietnamese."""

from __future__ import annotations

from flask.testing import FlaskClient

from engine.outside.outside import Outside
from engine.store.records import MandateRow
from tests.web.browsing import hand_over, take_in


def in_english(client: FlaskClient) -> FlaskClient:
    with client.session_transaction() as session:
        session["language"] = "en"
    return client


def test_what_the_engine_tells_is_in_the_readers_language(officer: FlaskClient) -> None:
    assert "Còn " in officer.get("/").text
    page = in_english(officer).get("/").text
    assert " left" in page
    assert "Còn " not in page


def test_the_next_reader_of_the_same_process_is_told_in_their_own(officer: FlaskClient) -> None:
    in_english(officer).get("/")
    with officer.session_transaction() as session:
        session["language"] = "vi"
    assert "Còn " in officer.get("/").text


def test_a_refusal_is_told_in_the_readers_language(clerk: FlaskClient) -> None:
    answer = take_in(in_english(clerk), b"khong phai PDF")
    assert answer.status_code == 422
    assert "is not PDF, PNG or JPEG" in answer.text


def test_the_mandate_that_is_kept_is_worded_in_vietnamese_for_every_reader(
    clerk: FlaskClient, outside: Outside
) -> None:
    take_in(in_english(clerk))
    hand_over(clerk, "tu_phap")
    with outside.sessions() as session:
        (mandate,) = session.query(MandateRow).all()
    assert "giữ chức" in str(mandate.content)
    assert "holds the post" not in str(mandate.content)
