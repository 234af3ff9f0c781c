"""What an applicant sees and does with the code of the slip, without an account."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from engine.outside.outside import Outside
from engine.questions.public.ratings import ratings
from engine.store.records import DossierRow, PaperRow, RatingRow
from engine.store.verify_history import first_broken
from tests.web.browsing import pdf, signed_in
from tests.web.stories import told

SLUG = "hn_663_ban_sao_tu_so_goc"


def row_of(outside: Outside, dossier_id: UUID) -> DossierRow:
    with outside.sessions() as session:
        return session.get_one(DossierRow, dossier_id)


def wait_of(page: str) -> str:
    found = re.search(r'name="wait" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.fixture
def waiting(outside: Outside) -> DossierRow:
    """A dossier of the ward that waits for a paper of its applicant."""
    return row_of(outside, told(outside, SLUG, "supplement", 3))


def send(client: FlaskClient, row: DossierRow, paper: bytes | None, **more: str) -> TestResponse:
    page = client.get(f"/t/{row.lookup_code}").text
    wait = re.search(r'name="wait" value="([^"]+)"', page)
    form: dict[str, object] = {"wait": wait[1] if wait else "", **more}
    if paper is not None:
        form["papers.chung_minh_quan_he"] = (BytesIO(paper), "uy-quyen.pdf")
    return client.post(
        f"/t/{row.lookup_code}/bo-sung", data=form, content_type="multipart/form-data"
    )


def test_the_page_says_what_is_asked_until_when_and_no_name(
    client: FlaskClient, waiting: DossierRow
) -> None:
    page = client.get(f"/t/{waiting.lookup_code}").text
    assert "Chờ ông/bà bổ sung giấy tờ" in page
    assert "ủy quyền" in page.split('asked">')[1].split("<")[0]
    assert re.search(r"trước \d\d:\d\d ngày \d\d/\d\d/\d{4}", page)
    for name in ("Hoàng Đức An", "Nguyễn Thị Hoa", "Trần Văn Minh"):
        assert name not in page


def test_papers_sent_over_the_page_wake_the_dossier_and_are_receipted_with_the_time(
    client: FlaskClient, outside: Outside, waiting: DossierRow
) -> None:
    answer = send(client, waiting, pdf())
    assert answer.status_code == 303
    page = client.get(answer.headers["Location"]).text
    assert re.search(r"đã nhận giấy tờ ông/bà gửi bổ sung lúc \d\d:\d\d \d\d/", page)
    assert "Đang giải quyết" in page
    after = row_of(outside, waiting.id)
    assert after.status == "processing"
    with outside.sessions() as session:
        sent = session.scalars(
            select(PaperRow).where(
                PaperRow.dossier_id == waiting.id, PaperRow.added_by_id.is_(None)
            )
        ).all()
        assert first_broken(session, waiting.id) is None
    assert [p.name for p in sent] == ["uy-quyen.pdf"]
    officer = signed_in(client, "tu_phap").get(f"/ho-so/{waiting.id}").text
    assert "Người nộp hồ sơ gửi bổ sung qua trang tra cứu, 1 giấy tờ" in officer
    assert "Thời hạn giải quyết tiếp tục chạy" in officer
    sheet = client.get(f"/ho-so/{waiting.id}/phieu/kiem-soat")
    assert sheet.data.startswith(b"%PDF-")


def test_where_the_term_begins_again_the_page_says_so_and_until_when(
    client: FlaskClient, outside: Outside
) -> None:
    row = row_of(outside, told(outside, "nd297", "supplement_given", 2))
    page = client.get(f"/t/{row.lookup_code}").text
    assert "thời hạn giải quyết được tính lại từ đầu" in page
    assert re.search(r"trước \d\d:\d\d ngày \d\d/\d\d/\d{4}", page)
    slot = re.findall(r'name="papers\.([^"]+)"', page)[0]
    form = {"wait": wait_of(page), f"papers.{slot}": (BytesIO(pdf()), "giay.pdf")}
    sent = client.post(
        f"/t/{row.lookup_code}/bo-sung", data=form, content_type="multipart/form-data"
    )
    assert sent.status_code == 303
    assert row_of(outside, row.id).status == "processing"


def test_a_second_press_is_harmless_and_other_papers_too_late_are_not_swallowed(
    client: FlaskClient, outside: Outside, waiting: DossierRow
) -> None:
    wait = wait_of(client.get(f"/t/{waiting.lookup_code}").text)
    paper = pdf()
    assert send(client, waiting, paper, wait=wait).status_code == 303
    version = row_of(outside, waiting.id).version
    assert send(client, waiting, paper, wait=wait).status_code == 303
    assert row_of(outside, waiting.id).version == version
    late = send(client, waiting, pdf(linearize=True), wait=wait)
    assert late.status_code == 409
    assert "các tệp vừa gửi chưa được ghi" in late.text
    assert row_of(outside, waiting.id).version == version


def test_what_cannot_be_taken_is_said_and_the_page_comes_back(
    client: FlaskClient, outside: Outside, waiting: DossierRow
) -> None:
    refused: list[tuple[bytes | None, int, str]] = [
        (None, 422, "hãy chọn ít nhất một tệp"),
        (b"GIF89a", 422, "không phải PDF, PNG hoặc JPEG"),
        (b"%PDF-" + bytes(26 * 1024 * 1024), 413, "25 MB"),
    ]
    for paper, code, said in refused:
        answer = send(client, waiting, paper)
        assert (answer.status_code, said in answer.text) == (code, True), said
        assert "Gửi bổ sung" in answer.text
    assert row_of(outside, waiting.id).version == waiting.version


def test_only_a_wait_of_this_dossier_is_answered_with_its_code(
    client: FlaskClient, outside: Outside, waiting: DossierRow
) -> None:
    other = row_of(outside, told(outside, SLUG, "supplement", 3))
    wait = wait_of(client.get(f"/t/{other.lookup_code}").text)
    for strange in (wait, str(uuid4()), "x", ""):
        assert send(client, waiting, pdf(), wait=strange).status_code == 404
    assert row_of(outside, waiting.id).version == waiting.version
    assert row_of(outside, other.id).version == other.version


def test_no_code_and_a_wrong_code_get_the_same_answer_and_the_right_one_is_read_as_typed(
    client: FlaskClient, waiting: DossierRow
) -> None:
    for code in ("A" * 24, "sai", "%00", waiting.code, str(waiting.id), "é" * 24):
        answer = client.get(f"/t/{code}")
        assert answer.status_code == 404
        assert "Không có hồ sơ nào mang mã tra cứu này" in answer.text
    code = waiting.lookup_code
    typed = f" {code[:8].lower()} {code[8:16]}-{code[16:]} "
    for given in (typed, f"http://bennuoc.example/t/{code}?x=1", f"/kiem-tra/{code}"):
        answer = client.get("/tra-cuu", query_string={"ma": given}, follow_redirects=True)
        assert (answer.status_code, waiting.code in answer.text) == (200, True), given


def test_who_guesses_is_slowed_down_and_the_right_code_too_until_the_window_is_over(
    client: FlaskClient, waiting: DossierRow
) -> None:
    here = {"REMOTE_ADDR": f"10.0.0.1 {uuid4()}"}
    for _ in range(20):
        assert client.get("/t/SAI", environ_overrides=here).status_code == 404
    for path in (f"/t/{waiting.lookup_code}", f"/kiem-tra/{waiting.lookup_code}", "/t/X"):
        answer = client.get(path, environ_overrides=here)
        assert answer.status_code == 429
        assert "đã thử quá nhiều lần" in answer.text
    else_where = {"REMOTE_ADDR": f"10.0.0.2 {uuid4()}"}
    page = f"/t/{waiting.lookup_code}"
    assert client.get(page, environ_overrides=else_where).status_code == 200


def rated(outside: Outside) -> list[tuple[int, str | None]]:
    with outside.sessions() as session:
        return [(r.score, r.words) for r in session.scalars(select(RatingRow))]


def test_a_rating_is_given_after_the_end_once_changed_within_a_week_and_then_stands(
    clerk: FlaskClient, outside: Outside, waiting: DossierRow
) -> None:
    page = f"/danh-gia/{waiting.lookup_code}"
    assert "chưa kết thúc" in clerk.get(page).text
    assert clerk.post(page, data={"score": "5"}).status_code == 409
    ended = {"reason": "Không còn nhu cầu."}
    assert clerk.post(f"/ho-so/{waiting.id}/thao-tac/rut", data=ended).status_code == 303
    clerk.post("/dang-xuat")
    assert rated(outside) == []
    assert "Rất hài lòng" in clerk.get(f"/t/{waiting.lookup_code}").text
    for wrong in ({}, {"score": "6"}, {"score": "1", "words": "x" * 1001}):
        assert clerk.post(page, data=wrong).status_code == 422
    assert "x" * 1001 in clerk.post(page, data={"score": "1", "words": "x" * 1001}).text
    assert clerk.post(page, data={"score": "2", "words": " Chờ lâu. "}).status_code == 303
    assert rated(outside) == [(2, "Chờ lâu.")]
    clerk.post(page, data={"score": "4"})
    version = row_of(outside, waiting.id).version
    clerk.post(page, data={"score": "4"})
    assert rated(outside) == [(4, None)]
    assert row_of(outside, waiting.id).version == version
    assert "mức 4/5" in clerk.get(page).text
    with outside.sessions.begin() as session:
        session.execute(update(RatingRow).values(given_at=RatingRow.given_at - timedelta(days=8)))
    late = clerk.post(page, data={"score": "1"})
    assert (late.status_code, rated(outside)) == (409, [(4, None)])
    with outside.sessions() as session:
        assert first_broken(session, waiting.id) is None
    week = timedelta(days=14)
    with outside.sessions() as session:
        now = outside.clock.now()
        [count] = ratings(session, now - week, now, procedure=SLUG)
        assert ratings(session, now, now + week) == ()
        assert ratings(session, now - week, now, units=[uuid4()]) == ()
    assert (count.unit_id, count.scores, count.average) == (waiting.unit_id, (0, 0, 0, 1, 0), 4)
    told_inside = signed_in(clerk, "mot_cua").get(f"/ho-so/{waiting.id}").text
    assert "Người nộp hồ sơ đánh giá mức 4/5" in told_inside
    assert "Chờ lâu." not in told_inside
