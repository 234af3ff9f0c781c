"""The list as home: tabs that count what they list, search, putting aside, several at once."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from engine.outside.outside import Outside
from engine.store.records import TaskRow
from tests.web.browsing import hand_over, signed_in, summary, take_in
from tests.web.inbox.conftest import HN
from tests.web.stories import told

ROW = 'class="task-row"'


def rows(page: str) -> list[str]:
    """The tasks of the list, as the boxes beside them name them."""
    return re.findall(r'name="viec" value="([^"]+)"', page)


def numbers(page: str) -> dict[str, int]:
    """What each tab says."""
    return {
        key: int(number) for key, number in re.findall(r'muc=(\w+)"[^>]*>[^<]*<b>(\d+)</b>', page)
    }


def test_every_counter_equals_the_list_behind_it(desk_head: FlaskClient) -> None:
    first = rows(desk_head.get("/").text)
    desk_head.post(f"/viec/{first[0]}/tam-gac", data={"until": "ngay_mai"})
    told_numbers = numbers(desk_head.get("/").text)
    assert (told_numbers["can_lam"], told_numbers["tam_gac"], told_numbers["tat_ca"]) == (2, 1, 3)
    for tab, number in told_numbers.items():
        assert desk_head.get(f"/?muc={tab}").text.count(ROW) == number, tab


def test_the_list_goes_on_to_its_end_page_by_page(
    desk_head: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.pages.inbox.PAGE", 2)
    page = desk_head.get("/").text
    assert "Xem thêm (còn 1)" in page
    [more] = re.findall(r'data-more="([^"]+)"', page)
    rest = desk_head.get(more.replace("&amp;", "&")).text
    assert sorted(rows(page) + rows(rest)) == sorted(set(rows(page) + rows(rest)))
    assert (len(rows(page)), len(rows(rest))) == (2, 1)
    assert "Xem thêm" not in rest


def test_the_next_task_opens_out_of_the_tab_that_was_chosen(desk_head: FlaskClient) -> None:
    aside = rows(desk_head.get("/").text)[0]
    desk_head.post(f"/viec/{aside}/tam-gac", data={"until": "ngay_mai"})
    desk_head.get("/?muc=tam_gac")
    page = desk_head.get("/").text
    assert rows(page) == [aside]
    assert desk_head.post(f"/viec/{aside}", data={}).headers["Location"] == "/"
    assert len(rows(desk_head.get("/").text)) == 2  # that part is empty: on with the rest


def test_a_task_is_bold_until_this_person_opens_it(desk_head: FlaskClient) -> None:
    page = desk_head.get("/").text
    assert page.count("task-item unread") == 2  # the open one is being read
    second = rows(page)[1]
    desk_head.get(f"/viec/{second}")
    desk_head.post(f"/viec/{rows(page)[0]}/da-xem")
    assert desk_head.get("/danh-sach").text.count("task-item unread") == 1


def test_what_is_put_aside_comes_back_by_itself_and_at_once_when_asked(
    desk_head: FlaskClient,
) -> None:
    task = rows(desk_head.get("/").text)[0]
    for wrong in ("", "31/02/2027", "01/01/2020", "01/01/2099", "hôm nào đó"):
        answer = desk_head.post(f"/viec/{task}/tam-gac", data={"day": wrong})
        assert (answer.status_code, summary(answer)) == (422, ["answers-until"]), wrong
    desk_head.post(f"/viec/{task}/tam-gac", data={"until": "thu_hai"})
    assert task not in rows(desk_head.get("/?muc=can_lam").text)
    assert "tạm gác đến" in desk_head.get("/?muc=tam_gac").text
    desk_head.post(f"/viec/{task}/bo-tam-gac")
    assert task in rows(desk_head.get("/?muc=can_lam").text)


def test_a_stranger_neither_sees_nor_puts_aside_another_units_task(
    desk_head: FlaskClient,
) -> None:
    task = rows(desk_head.get("/").text)[0]
    stranger = hand_over(desk_head, "tu_phap")
    for act in ("da-xem", "tam-gac", "bo-tam-gac"):
        answer = stranger.post(f"/viec/{task}/{act}", data={"until": "ngay_mai"})
        assert answer.status_code == 404, act
    assert ROW not in stranger.get("/tim?q=hoi thanh").text
    assert stranger.get("/", query_string={"thu_tuc": "\0x", "buoc": "\0"}).status_code == 200
    batch = stranger.post("/hang-loat/chuyen", data={"viec": task}).text
    assert "Đã làm 0 trong 1 việc." in batch
    assert "H26" not in batch


def test_search_answers_as_a_page_and_as_a_part_of_one(desk_head: FlaskClient) -> None:
    page = desk_head.get("/tim?q=HOI%20THANH%20an").text
    assert page.count(ROW) == 5
    assert "<html" in page
    part = desk_head.get("/tim?q=an%20dien", headers={"HX-Request": "true"}).text
    assert part.count(ROW) == 5
    assert "<html" not in part
    assert "Không thấy hồ sơ nào khớp" in desk_head.get("/tim?q=%00%27%3A%2A%20zz").text
    assert desk_head.get("/tim").status_code == 200


def test_twenty_at_the_same_step_go_on_with_an_answer_for_each(desk_head: FlaskClient) -> None:
    tasks = rows(desk_head.get("/").text)
    gone = f"{uuid4()}/{uuid4()}"
    form = {"viec": [*tasks, tasks[0], gone], "key": "mot-trang"}
    answer = desk_head.post("/hang-loat/chuyen", data=form)
    assert answer.status_code == 200
    assert "Đã làm 3 trong 4 việc." in answer.text
    assert rows(desk_head.get("/").text) == []
    # The page loaded again is the same act again.
    assert "Đã làm 3 trong 4 việc." in desk_head.post("/hang-loat/chuyen", data=form).text
    assert (
        "Đã làm 0 trong 4 việc."
        in desk_head.post("/hang-loat/chuyen", data={**form, "key": "trang-khac"}).text
    )


def test_a_step_that_wants_answers_is_refused_in_a_batch_and_says_so(officer: FlaskClient) -> None:
    [task] = rows(officer.get("/").text)
    answer = officer.post("/hang-loat/chuyen", data={"viec": task}).text
    assert "Đã làm 0 trong 1 việc." in answer
    assert "Bước này phải điền biểu mẫu" in answer
    assert rows(officer.get("/").text) == [task]


def test_steps_that_want_answers_are_marked_so_that_the_list_does_not_offer_to_send_them_on(
    officer: FlaskClient, app: Flask
) -> None:
    assert " data-by-itself>" in officer.get("/?muc=tat_ca").text
    assert " data-by-itself>" not in signed_in(app.test_client(), "hn_tmc").get("/").text


def test_what_has_no_term_stands_under_a_heading_of_its_own(
    outside: Outside, client: FlaskClient
) -> None:
    told(outside, "hn_663_ban_sao_tu_so_goc", "straight_through", 1)
    officer = signed_in(client, "tu_phap")
    assert "Không có thời hạn" not in officer.get("/?muc=tat_ca").text
    with outside.sessions.begin() as session:
        session.execute(update(TaskRow).values(due_at=None))
    page = officer.get("/?muc=tat_ca").text
    assert "Không có thời hạn" in page
    assert "Còn thời gian" not in page


@pytest.mark.parametrize("act", ["chuyen", "giao", "tra"])
def test_nothing_chosen_too_much_and_nonsense_are_refused(clerk: FlaskClient, act: str) -> None:
    for chosen in ([], ["x"], ["a/b"], [f"{uuid4()}/{uuid4()}" for _ in range(101)]):
        answer = clerk.post(f"/hang-loat/{act}", data={"viec": chosen})
        assert answer.status_code == 422, chosen[:1]
        assert "Chưa làm được" in answer.text
    assert clerk.get(f"/hang-loat/{act}").headers["Location"] == "/"


def test_a_head_gives_several_tasks_to_one_person(client: FlaskClient) -> None:
    take_in(signed_in(client, "mot_cua"))
    take_in(client)
    officer = hand_over(client, "tu_phap")
    tasks = rows(officer.get("/").text)
    assert len(tasks) == 2
    assert (
        "không được giao các việc này" in officer.post("/hang-loat/giao", data={"viec": tasks}).text
    )
    chairman = hand_over(officer, "chu_tich")
    page = chairman.post("/hang-loat/giao", data={"viec": tasks}).text
    to = re.findall(r'name="assign_to" value="([0-9a-f-]{36})"', page)[0]
    wrong = chairman.post("/hang-loat/giao", data={"viec": tasks, "answered": "1"})
    assert (wrong.status_code, summary(wrong)) == (422, ["answers-assign_to"])
    assert (
        "Đã làm 2 trong 2 việc."
        in chairman.post("/hang-loat/giao", data={"viec": tasks, "assign_to": to}).text
    )


def test_several_go_back_to_one_step_for_one_reason(client: FlaskClient) -> None:
    head = signed_in(client, "hn_tp")
    tasks = rows(head.get("/").text)
    page = head.post("/hang-loat/tra", data={"viec": tasks})
    assert 'name="target" value="ThamDinh"' in page.text
    form = {"viec": tasks, "target": "ThamDinh", "answered": "1"}
    wrong = head.post("/hang-loat/tra", data=form)
    assert (wrong.status_code, summary(wrong)) == (422, ["answers-reason"])
    answer = head.post("/hang-loat/tra", data={**form, "reason": "Thiếu căn cứ."})
    assert "Đã làm 2 trong 2 việc." in answer.text
    officer = hand_over(head, "hn_cv")
    assert numbers(officer.get("/").text)["tra_lai"] == 2


def test_a_filter_is_kept_counted_and_dropped_and_is_nobody_elses(desk_head: FlaskClient) -> None:
    chosen = {"thu_tuc": HN, "chu": "an dien"}
    assert desk_head.get("/", query_string=chosen).text.count(ROW) == 3
    assert desk_head.get("/", query_string={**chosen, "chu": "zz"}).text.count(ROW) == 0
    for wrong in (
        {**chosen, "name": " "},
        {"name": "Không điều kiện"},
        {**chosen, "name": "x" * 61},
    ):
        answer = desk_head.post("/loc", data=wrong)
        assert (answer.status_code, summary(answer)) == (422, ["answers-name"])
        assert 'value="an dien"' in answer.text or "chu" not in wrong
    kept = desk_head.post("/loc", data={**chosen, "name": "Tôn giáo"}).headers["Location"]
    page = desk_head.get(kept).text
    assert re.search(r"Tôn giáo <b>3</b>", page)
    assert page.count(ROW) == 3
    drop = kept.replace("/?loc=", "/loc/") + "/xoa"
    stranger = hand_over(desk_head, "tu_phap")
    stranger.post(drop)
    assert "Tôn giáo <b>" not in stranger.get(kept).text
    owner = hand_over(stranger, "hn_tmc")
    assert "Tôn giáo" in owner.get("/loc").text
    owner.post(drop)
    assert "Tôn giáo <b>" not in owner.get("/").text


def test_the_open_page_is_told_only_of_what_changed(
    desk_head: FlaskClient, outside: Outside
) -> None:
    page = desk_head.get("/danh-sach").text
    [mark] = re.findall(r'data-mark="(\w+)"', page)
    same = desk_head.get(f"/danh-sach?dau={mark}")
    assert (same.status_code, same.data) == (204, b"")
    assert "Set-Cookie" not in desk_head.get("/danh-sach?muc=tam_gac").headers
    told(outside, HN, "straight_through", 1)
    changed = desk_head.get(f"/danh-sach?dau={mark}")
    assert changed.status_code == 200
    assert len(rows(changed.text)) == 4


def test_an_address_that_cannot_be_read_shows_what_is_to_be_done(desk_head: FlaskClient) -> None:
    for asked in (
        "muc=la",
        "loc=x",
        f"loc={uuid4()}",
        "vi_tri=x",
        "tu=-1",
        "tu=x",
        "tu=99999999",
        "chu=%25",
    ):
        assert desk_head.get(f"/?{asked}").text.count(ROW) == 3, asked
