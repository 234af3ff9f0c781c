"""What is typed comes back: on another day, at another machine, to nobody else."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine.outside.outside import Outside
from engine.simulate import demo_city
from tests.web.browsing import hand_over, open_task, signed_in
from tests.web.stories import address, told

BEFORE_THE_VOTE, COUNCIL, MEMBER = 4, "HopCoSo", "yt_hd1"
"""Acts of the story, the step of the council, and one who votes there."""
TYPED = {"answers.ket_luan": "tu_choi", "answers.ly_do_tu_choi": "Sổ gốc <không> có.", "key": "k"}


def said(answer: TestResponse) -> str:
    """The sentence for the page's line of state."""
    return str(answer.get_json()["says"])


def test_what_was_typed_stands_in_the_form_again(officer: FlaskClient, app: Flask) -> None:
    task = open_task(officer)
    answer = officer.post(f"{task}/nhap/task", data=TYPED)
    assert re.fullmatch(r"Đã lưu nháp \d\d:\d\d", said(answer))
    elsewhere = signed_in(app.test_client(), "tu_phap").get(task).text
    assert "Sổ gốc &lt;không&gt; có." in elsewhere
    assert 'value="tu_choi" checked' in elsewhere
    assert "Đã lấy lại nháp lưu lúc" in elsewhere


def test_nobody_else_reads_it(officer: FlaskClient, app: Flask) -> None:
    task = open_task(officer)
    officer.post(f"{task}/nhap/task", data=TYPED)
    assert "Sổ gốc" not in signed_in(app.test_client(), "tu_phap_2").get(task).text
    assert (
        signed_in(app.test_client(), "hn_cv").post(f"{task}/nhap/task", data=TYPED).status_code
        == 404
    )


def test_a_refused_form_comes_back_as_it_was_sent_not_as_it_was_drafted(
    officer: FlaskClient,
) -> None:
    task = open_task(officer)
    officer.post(f"{task}/nhap/task", data=TYPED)
    answer = officer.post(task, data={"answers.ket_luan": "tu_choi", "answers.ly_do_tu_choi": ""})
    assert answer.status_code == 422
    assert "Sổ gốc" not in answer.text
    assert "Đã lấy lại nháp" not in answer.text


def test_with_the_task_the_drafts_of_all_are_gone(officer: FlaskClient, app: Flask) -> None:
    task = open_task(officer)
    officer.post(f"{task}/nhap/task", data=TYPED)
    colleague = signed_in(app.test_client(), "tu_phap_2")
    assert colleague.post(task, data=TYPED).status_code == 303
    late = officer.post(f"{task}/nhap/task", data=TYPED)
    assert late.status_code == 409
    assert re.search(r"đã được .+ xử lý lúc", said(late))


def test_a_draft_is_discarded_by_its_button(officer: FlaskClient) -> None:
    task = open_task(officer)
    officer.post(f"{task}/nhap/task", data=TYPED)
    assert officer.post(f"{task}/nhap/task/bo").headers["Location"] == task
    assert "Sổ gốc &lt;" not in officer.get(task).text


def test_a_reason_for_returning_is_kept_too(officer: FlaskClient) -> None:
    officer.post(open_task(officer), data=TYPED)
    chairman = hand_over(officer, "chu_tich")
    task = open_task(chairman)
    typed = {"target": "ThamDinh", "reason": "Thiếu trang hai."}
    assert chairman.post(f"{task}/nhap/return", data=typed).status_code == 200
    assert "Thiếu trang hai." in chairman.get(f"{task}/chuyen-tra").text


def test_bad_drafts_are_refused_in_one_sentence(officer: FlaskClient) -> None:
    task = open_task(officer)
    assert officer.post(f"{task}/nhap/ballot", data=TYPED).status_code == 404
    long = officer.post(f"{task}/nhap/task", data={"answers.ly_do_tu_choi": "à" * 200_000})
    assert (long.status_code, said(long)) == (
        422,
        "Nội dung quá dài nên chưa lưu nháp được.",
    )
    many = officer.post(f"{task}/nhap/task", data={f"answers.f{n}": "" for n in range(300)})
    assert many.status_code == 422
    nul = officer.post(f"{task}/nhap/task", data={**TYPED, "answers.ly_do_tu_choi": "a\0b"})
    assert nul.status_code == 200
    assert "ab</textarea>" in officer.get(task).text


def test_a_script_learns_that_the_session_is_over_and_whose_the_next_one_is(
    officer: FlaskClient, client: FlaskClient
) -> None:
    task = open_task(officer)
    officer.post("/dang-xuat")
    assert (
        officer.post(f"{task}/nhap/task", data=TYPED, headers={"X-Draft": "1"}).status_code == 401
    )
    assert officer.get("/phien", headers={"X-Draft": "1"}).status_code == 401
    state = signed_in(client, "tu_phap").get("/phien").get_json()
    assert state["person"] in client.get(task).text
    assert state["token"]


def test_a_ballot_has_no_draft(outside: Outside, client: FlaskClient) -> None:
    """Nothing is kept of how one votes, not even for the voter."""
    dossier = told(outside, "byt_3621", "straight_through", BEFORE_THE_VOTE)
    page = address(outside, dossier, COUNCIL, demo_city.seat(MEMBER).position_id)
    voter = signed_in(client, MEMBER)
    assert "/bo-phieu" in voter.get(page).text
    assert f'data-draft="{page}' not in voter.get(page).text
    assert voter.post(f"{page}/nhap/ballot", data={"value": "agree"}).status_code == 404


def test_an_opinion_is_drafted_by_the_one_who_is_asked(app: Flask) -> None:
    source = (Path(app.root_path) / "templates/task/opinion.html").read_text(encoding="utf-8")
    assert "form='task'" in source
    assert 'typed.get("text"' in source


def test_what_one_writes_to_colleagues_is_kept_until_it_is_sent(
    officer: FlaskClient, app: Flask
) -> None:
    task = open_task(officer)
    dossier = f"/ho-so/{task.split('/')[2]}"
    answer = officer.post(f"{dossier}/trao-doi/nhap", data={"comment": "Cần xem lại <sổ>."})
    assert re.fullmatch(r"Đã lưu nháp \d\d:\d\d", said(answer))
    elsewhere = signed_in(app.test_client(), "tu_phap")
    for page in (task, dossier):
        assert "Cần xem lại &lt;sổ&gt;." in elsewhere.get(page).text, page
    assert "Cần xem lại" not in signed_in(app.test_client(), "tu_phap_2").get(dossier).text
    strange = signed_in(app.test_client(), "hn_cv")
    assert strange.post(f"{dossier}/trao-doi/nhap", data={"comment": "x"}).status_code == 404
    too_long = officer.post(f"{dossier}/trao-doi/nhap", data={"comment": "x" * 20_001})
    assert too_long.status_code == 422
    officer.post(f"{dossier}/trao-doi", data={"comment": "Đã xem lại."})
    assert "Cần xem lại" not in officer.get(dossier).text


def test_an_emptied_comment_leaves_no_draft(officer: FlaskClient) -> None:
    dossier = f"/ho-so/{open_task(officer).split('/')[2]}"
    for text in ("Viết thử.", " "):
        officer.post(f"{dossier}/trao-doi/nhap", data={"comment": text})
    page = officer.get(dossier).text
    assert "Viết thử" not in page
    assert "Đã lấy lại nháp" not in page
