"""All of one dossier: comments and whom they name, the paper's place, versions, the diagram."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from engine.outside.outside import Outside
from engine.simulate import demo_city
from engine.store.records import HistoryRow, MentionRow, OpinionRow
from engine.store.verify_history import first_broken
from tests.factories.text import text_of
from tests.web.browsing import hand_over, signed_in, take_in
from tests.web.stories import address, told

#: Beside the reader's name, with how many comments name them anew.
NEW = "lần được nhắc tới, chưa đọc"


def place(answer_location: str) -> str:
    return answer_location.removesuffix("/giay-tiep-nhan")


@pytest.fixture
def dossier(clerk: FlaskClient) -> str:
    """The address of a dossier that the clerk has just received."""
    return place(take_in(clerk).headers["Location"])


def id_of(address: str) -> UUID:
    return UUID(address.rsplit("/", 1)[1])


def comment_of(page: str) -> str:
    [found] = re.findall(r'id="y-kien-([0-9a-f-]{36})"', page)
    return str(found)


def test_a_comment_that_names_a_colleague_reaches_them_and_is_new_until_they_looked(
    clerk: FlaskClient, dossier: str
) -> None:
    answer = clerk.post(
        f"{dossier}/trao-doi", data={"comment": "Nhờ @tu_phap xem bản chụp mặt sau."}
    )
    assert answer.status_code == 303
    shown = clerk.get(dossier).text
    assert "Nhờ @tu_phap xem bản chụp mặt sau." in shown
    assert "ghi ý kiến trao đổi, nhắc Trần Văn Minh" in shown
    assert NEW not in shown
    officer = hand_over(clerk, "tu_phap")
    assert NEW in officer.get("/").text
    listed = officer.get("/nhac-toi").text
    assert "mặt sau" in listed
    assert f'href="{dossier}#y-kien-' in listed
    assert '<span class="chip good">mới</span>' in listed
    again = officer.get("/nhac-toi").text
    assert "mặt sau" in again
    assert '<span class="chip good">mới</span>' not in again
    assert NEW not in officer.get("/").text


def test_a_colleague_is_named_by_choosing_too_and_oneself_never(
    clerk: FlaskClient, dossier: str
) -> None:
    minh = demo_city.seat("tu_phap").person_id
    assert f'value="{minh}"' in clerk.get(dossier).text
    for mention in (str(minh), str(demo_city.seat("mot_cua").person_id)):
        given = {"comment": "Xin xem.", "mention": mention}
        assert clerk.post(f"{dossier}/trao-doi", data=given).status_code == 303
    assert clerk.get("/nhac-toi").text.count('class="said"') == 0
    assert hand_over(clerk, "tu_phap").get("/nhac-toi").text.count('class="said"') == 1


def test_a_mention_gives_no_right_to_see_so_who_lost_the_dossier_is_not_told_of_it(
    clerk: FlaskClient, dossier: str, outside: Outside
) -> None:
    clerk.post(f"{dossier}/trao-doi", data={"comment": "Nhờ xem giúp."})
    comment = UUID(comment_of(clerk.get(dossier).text))
    moved_away = demo_city.seat("hn_cv").person_id
    with outside.sessions.begin() as session:
        at = session.get_one(OpinionRow, (id_of(dossier), comment)).given_at
        named = MentionRow(
            dossier_id=id_of(dossier), opinion_id=comment, person_id=moved_away, at=at
        )
        session.add(named)
    page = hand_over(clerk, "hn_cv").get("/nhac-toi").text
    assert 'class="said"' not in page
    assert NEW not in page


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"comment": "  "}, "Chưa viết ý kiến."),
        ({"comment": "Hỏi @hn_cv giúp."}, "Không nhắc được @hn_cv"),
        ({"comment": "Hỏi @khong_co giúp."}, "Không nhắc được @khong_co"),
        ({"comment": "Xem.", "mention": str(uuid4())}, "không xem được hồ sơ này"),
        ({"comment": "Xem.", "mention": "../x"}, "hãy chọn trong danh sách"),
        ({"comment": "a" * 5001}, "Dài quá 5000 ký tự"),
    ],
)
def test_a_comment_that_is_refused_comes_back_as_it_was_written(
    clerk: FlaskClient, dossier: str, given: dict[str, str], sentence: str
) -> None:
    answer = clerk.post(f"{dossier}/trao-doi", data=given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert given["comment"].strip() in answer.text
    assert "Chưa có ý kiến nào." in clerk.get(dossier).text


def test_an_address_in_a_comment_names_nobody(clerk: FlaskClient, dossier: str) -> None:
    given = {"comment": "Thư gửi ubnd@bennuoc.example chưa tới."}
    assert clerk.post(f"{dossier}/trao-doi", data=given).status_code == 303


def test_only_the_author_takes_a_comment_back_once_and_its_trace_stays(
    clerk: FlaskClient, dossier: str, outside: Outside
) -> None:
    clerk.post(f"{dossier}/trao-doi", data={"comment": "Nhầm hồ sơ, @tu_phap bỏ qua."})
    comment = comment_of(clerk.get(dossier).text)
    away = f"{dossier}/trao-doi/{comment}/rut"
    officer = hand_over(clerk, "tu_phap")
    assert away not in officer.get(dossier).text
    assert officer.post(away).status_code == 403
    clerk = hand_over(officer, "mot_cua")
    assert clerk.post(away).status_code == 303
    shown = clerk.get(dossier).text
    assert "<del>Nhầm hồ sơ, @tu_phap bỏ qua.</del>" in shown
    assert "rút một ý kiến trao đổi của mình" in shown
    assert clerk.post(away).status_code == 409
    assert clerk.post(f"{dossier}/trao-doi/{uuid4()}/rut").status_code == 404
    assert 'class="said"' not in hand_over(clerk, "tu_phap").get("/nhac-toi").text
    with outside.sessions() as session:
        assert first_broken(session, id_of(dossier)) is None
        kept = session.scalars(
            select(HistoryRow.canonical).where(HistoryRow.dossier_id == id_of(dossier))
        ).all()
    assert not any("Nhầm".encode() in line for line in kept)


def test_a_comment_written_at_a_task_comes_back_to_the_task_and_nowhere_else(
    officer: FlaskClient,
) -> None:
    task = re.findall(r'class="task-row" href="([^"]+)"', officer.get("/").text)[0]
    dossier = "/ho-so/" + task.split("/")[2]
    for back, where in ((task, task), ("//elsewhere.example", dossier)):
        answer = officer.post(f"{dossier}/trao-doi", data={"comment": "Đã xem.", "back": back})
        assert answer.headers["Location"] == f"{where}#trao-doi"
    assert officer.get(task).text.count("Đã xem.") >= 2


def test_a_comment_after_the_end_leaves_the_notice_of_the_end_as_it_was(
    clerk: FlaskClient, dossier: str
) -> None:
    given = {"reason": "Người nộp không còn nhu cầu."}
    assert clerk.post(f"{dossier}/thao-tac/rut", data=given).status_code == 303
    given = {"comment": "Đã gọi điện báo người nộp."}
    assert clerk.post(f"{dossier}/trao-doi", data=given).status_code == 303
    notice = text_of(clerk.get(f"{dossier}/phieu/dung-giai-quyet").data)
    assert "không còn nhu cầu" in " ".join(notice.split())


def test_to_a_stranger_the_dossier_has_no_comments_diagram_paper_or_pages(
    clerk: FlaskClient, dossier: str
) -> None:
    [paper] = set(re.findall(r"xem=([0-9a-f-]{36})", clerk.get(dossier).text))
    stranger = hand_over(clerk, "hn_cv")
    for part in ("", "/so-do", "/so-do/bpmn", "/ho-so-giay", f"/giay-to/{paper}/trang/1"):
        assert stranger.get(dossier + part).status_code == 404, part
    for part in ("/trao-doi", "/ho-so-giay", "/ho-so-giay/nhan"):
        data = {"comment": "x", "to": str(demo_city.seat("tu_phap").person_id)}
        assert stranger.post(dossier + part, data=data).status_code == 404, part


def test_the_paper_dossier_goes_from_hand_to_hand(clerk: FlaskClient, dossier: str) -> None:
    assert 'class="paper-place"' not in clerk.get(dossier).text
    page = f"{dossier}/ho-so-giay"
    for wrong in ("", str(uuid4()), str(demo_city.seat("hn_cv").person_id), "x"):
        answer = clerk.post(page, data={"to": wrong})
        assert answer.status_code == 422, wrong
    minh = str(demo_city.seat("tu_phap").person_id)
    assert clerk.post(page, data={"to": minh}).status_code == 303
    assert "đang chuyển cho Trần Văn Minh" in clerk.get(dossier).text
    officer = hand_over(clerk, "tu_phap")
    assert "Tôi đã nhận hồ sơ giấy" in officer.get(dossier).text
    assert officer.post(f"{page}/nhan").status_code == 303
    shown = officer.get(dossier).text
    assert re.search(r"<strong>Trần Văn Minh, nhận lúc ", shown)
    assert "đã nhận hồ sơ giấy" in shown
    assert officer.post(f"{page}/nhan").status_code == 409
    clerk = hand_over(officer, "mot_cua")
    refused = clerk.post(page, data={"to": str(demo_city.seat("chu_tich").person_id)})
    assert refused.status_code == 403
    assert "đang ở Trần Văn Minh" in refused.text


def test_the_diagram_shows_where_the_dossier_is_and_tells_it_in_words_too(
    clerk: FlaskClient, dossier: str
) -> None:
    page = clerk.get(f"{dossier}/so-do").text
    assert 'data-now="ThamDinh"' in page
    assert 'data-done="TiepNhan"' in page
    assert "đang ở đây" in page
    source = clerk.get(f"{dossier}/so-do/bpmn")
    assert source.mimetype == "application/xml"
    assert b'id="ThamDinh"' in source.data
    assert b"BPMNShape" in source.data


def test_versions_times_and_history_of_a_dossier_that_was_sent_back(
    client: FlaskClient, outside: Outside
) -> None:
    dossier = told(outside, "hn_1.012644", "returned_once", 5)
    head = signed_in(client, "hn_tp")
    review = address(outside, dossier, "SoatPhong")
    head.get(review)  # the first draft is written to be initialled
    back = {"target": "ThamDinh", "reason": "Thiếu căn cứ."}
    assert head.post(f"{review}/chuyen-tra", data=back).status_code == 303
    again = {"answers.ket_luan": "du_dieu_kien", "answers.ket_qua_kiem_tra": "Đã bổ sung căn cứ."}
    officer = hand_over(head, "hn_cv")
    assert officer.post(address(outside, dossier, "ThamDinh"), data=again).status_code == 303
    head = hand_over(officer, "hn_tp")
    head.get(address(outside, dossier, "SoatPhong"))
    page = head.get(f"/ho-so/{dossier}").text
    assert "2 bản" in page
    assert re.search(r"không dùng: hồ sơ được chuyển trả lúc [0-9:]+ ngày [0-9/]+, thay bằng", page)
    assert re.search(r"Đã dùng 0(,\d)? / ", page)
    assert "Các bước dùng chung thời hạn: 0" in page
    [compare] = set(re.findall(r'href="([^"]+/so-sanh)"', page))
    beside = head.get(compare).text
    assert re.findall(r'data-address="[^"]+ban=(\d)"', beside) == ["1", "2"]
    assert re.findall(r'ban=(\d)"', head.get(f"{compare}?a=99&b=1").text)[0] == "1"
    assert head.get(f"/ho-so/{dossier}/van-ban/{uuid4()}/so-sanh").status_code == 404
    folded, told_at_once = page.split("Xem tất cả")[1].split("</details>", 1)
    assert "tiếp nhận hồ sơ" in folded
    assert told_at_once.split("</ol>")[0].count("<li>") == 8
