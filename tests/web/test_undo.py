"""After a forwarding: the notice says where the dossier went, and its button brings it back."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.outside.outside import Outside
from tests.web.application import application
from tests.web.browsing import hand_over, open_task

REFUSAL = {"answers.ket_luan": "tu_choi", "answers.ly_do_tu_choi": "Sổ gốc không có thông tin."}


@pytest.fixture
def app(outside: Outside) -> Flask:
    """As in the office: a forwarding may be taken back for a while."""
    return application(replace(outside, settings=replace(outside.settings, undo_seconds=60)))


def forward(officer: FlaskClient) -> tuple[str, str]:
    """The address of the task that was sent on, and the page after it."""
    task = open_task(officer)
    assert officer.post(task, data=REFUSAL).status_code == 303
    return task, unescape(officer.get("/").text)


def moves(page: str) -> list[str]:
    return re.findall(r'name="move" value="([^"]+)"', page)


def test_the_notice_says_to_which_step_and_to_whom(officer: FlaskClient) -> None:
    _, page = forward(officer)
    assert "sang bước “Ký số văn bản” (Chủ tịch hoặc Phó Chủ tịch)." in page
    assert re.search(r'data-undo="(5\d|60)"', page)
    assert len(moves(page)) == 1


def test_one_is_back_at_the_task_with_the_form_as_it_was(officer: FlaskClient) -> None:
    task, page = forward(officer)
    answer = officer.post("/hoan-tac", data={"move": moves(page)})
    assert (answer.status_code, answer.headers["Location"]) == (303, task)
    again = unescape(officer.get(task).text)
    assert "Đã hoàn tác" in again
    assert "Sổ gốc không có thông tin." in again
    assert 'value="tu_choi" checked' in again


def test_a_returned_dossier_comes_back_to_the_page_that_returned_it(
    officer: FlaskClient,
) -> None:
    forward(officer)
    chairman = hand_over(officer, "chu_tich")
    task = open_task(chairman)
    sent = {"target": "ThamDinh", "reason": "Kiểm tra lại sổ gốc."}
    assert chairman.post(f"{task}/chuyen-tra", data=sent).status_code == 303
    page = unescape(chairman.get("/").text)
    assert "Đã chuyển trả hồ sơ" in page
    assert "bước “Thẩm định hồ sơ” (Trần Văn Minh)" in page
    back = chairman.post("/hoan-tac", data={"move": moves(page)})
    assert back.headers["Location"] == f"{task}/chuyen-tra"
    assert "Kiểm tra lại sổ gốc." in chairman.get(f"{task}/chuyen-tra").text


def test_who_went_on_meanwhile_is_named(officer: FlaskClient) -> None:
    _, page = forward(officer)
    chairman = hand_over(officer, "chu_tich")
    chairman.post(f"{open_task(chairman)}/nhan")
    answer = hand_over(chairman, "tu_phap").post("/hoan-tac", data={"move": moves(page)})
    assert answer.status_code == 409
    assert "Không hoàn tác được nữa" in answer.text
    assert "đã nhận xử lý hồ sơ lúc" in answer.text or "đã xử lý tiếp hồ sơ lúc" in answer.text


def test_another_person_takes_nothing_back(officer: FlaskClient) -> None:
    _, page = forward(officer)
    assert (
        hand_over(officer, "tu_phap_2").post("/hoan-tac", data={"move": moves(page)}).status_code
        == 409
    )
    assert (
        hand_over(officer, "hn_cv").post("/hoan-tac", data={"move": moves(page)}).status_code == 404
    )


@pytest.mark.parametrize("move", ["", "abc", "1.2", "8e7f0c8e-0000-4000-8000-000000000000.x"])
def test_what_names_no_move_is_not_found(officer: FlaskClient, move: str) -> None:
    assert officer.post("/hoan-tac", data={"move": move}).status_code == 404
    assert officer.post("/hoan-tac").status_code == 404
    assert officer.get("/hoan-tac").status_code == 303


def test_several_are_taken_back_with_one_press(officer: FlaskClient) -> None:
    _, page = forward(officer)
    answer = officer.post(
        "/hoan-tac", data={"move": [*moves(page), *moves(page)]}, follow_redirects=True
    )
    assert "Đã hoàn tác 2 hồ sơ." in answer.text


def test_the_way_back_stays_while_there_is_time_and_goes_when_it_was_taken(
    officer: FlaskClient,
) -> None:
    _, page = forward(officer)
    assert moves(officer.get("/kiem-tra").text) == moves(page)
    officer.post("/hoan-tac", data={"move": moves(page)})
    assert moves(officer.get("/").text) == []
