"""What the menu of a task offers, by the pages: each act with its refusals."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.outside.outside import Outside
from engine.simulate import demo_city
from tests.web.browsing import hand_over, signed_in, summary
from tests.web.stories import address, told

REVIEW, DRAFT = "SoatPhong", "ThamDinh"
VAN, TUAN = demo_city.seat("hn_cv"), demo_city.seat("hn_cv2")


@pytest.fixture
def drafted(outside: Outside) -> UUID:
    """hn_1.012644: drafted, and now the head of the division reviews and initials."""
    return told(outside, "hn_1.012644", "returned_once", 5)


@pytest.fixture
def head(client: FlaskClient, drafted: UUID) -> FlaskClient:
    return signed_in(client, "hn_tp")


@pytest.fixture
def review(outside: Outside, drafted: UUID) -> str:
    return address(outside, drafted, REVIEW)


def test_the_page_to_initial_shows_the_draft_and_names_the_button(
    head: FlaskClient, review: str
) -> None:
    page = head.get(review).text
    assert "Ký nháy, trình Lãnh đạo Sở" in page
    [seen] = re.findall(r'name="seen\.to_trinh" value="([0-9a-f]{64})"', page)
    assert "Ký nháy dự thảo đang hiện bên cạnh." in page
    answer = head.post(review, data={"seen.to_trinh": seen})
    assert answer.status_code == 303


@pytest.mark.parametrize("seen", [{}, {"seen.to_trinh": "0" * 64}])
def test_a_draft_that_was_not_seen_as_it_stands_is_not_initialled(
    head: FlaskClient, review: str, seen: dict[str, str]
) -> None:
    head.get(review)
    answer = head.post(review, data=seen)
    assert answer.status_code == 422
    assert summary(answer) == ["answers-form"]


def test_a_return_wants_a_step_and_a_reason_and_says_who_will_get_it(
    head: FlaskClient, review: str, outside: Outside, drafted: UUID
) -> None:
    page = head.get(f"{review}/chuyen-tra").text
    assert "→ Cao Thị Hồng Vân" in page
    assert 'value="ThamDinh" checked' in page
    assert summary(head.post(f"{review}/chuyen-tra", data={})) == ["answers-target"]
    for wrong, field in (
        ({"target": DRAFT, "reason": " "}, "answers-reason"),
        ({"target": "TiepNhan", "reason": "x"}, "answers-target"),
    ):
        answer = head.post(f"{review}/chuyen-tra", data=wrong)
        assert (answer.status_code, summary(answer)) == (422, [field])
    answer = head.post(f"{review}/chuyen-tra", data={"target": DRAFT, "reason": "Thiếu căn cứ."})
    assert answer.headers["Location"] == "/"
    officer = hand_over(head, "hn_cv")
    assert "được chuyển trả" in officer.get("/").text
    page = officer.get(address(outside, drafted, DRAFT)).text
    assert "Thiếu căn cứ." in page
    assert "chuyển trả hồ sơ từ bước" in page


def test_a_closed_task_has_no_page_to_send_it_back_from(head: FlaskClient, review: str) -> None:
    head.post(f"{review}/chuyen-tra", data={"target": DRAFT, "reason": "Thiếu căn cứ."})
    for page in ("chuyen-tra", "giao-viec", "xung-dot-loi-ich"):
        assert head.get(f"{review}/{page}").status_code == 409
    assert (
        head.post(f"{review}/chuyen-tra", data={"target": DRAFT, "reason": "x"}).status_code == 409
    )


def test_the_officer_of_the_next_step_is_chosen_from_those_who_may(
    client: FlaskClient, outside: Outside
) -> None:
    dossier = told(outside, "hn_1.012644", "returned_once", 3)
    choosing = address(outside, dossier, "GiaoChuyenVien")
    head = signed_in(client, "hn_tp")
    page = head.get(choosing).text
    assert "Người xử lý bước “Thẩm định, dự thảo văn bản trình”" in page
    assert page.index("Lương Minh Tuấn") < page.index("Cao Thị Hồng Vân")
    for stranger in ("khong-phai-id", str(demo_city.seat("hn_vt").person_id)):
        answer = head.post(choosing, data={"assign_to": stranger})
        assert (answer.status_code, summary(answer)) == (422, ["answers-assign_to"])
    head.post(choosing, data={"assign_to": str(TUAN.person_id)})
    assert "được giao" in hand_over(head, "hn_cv2").get("/").text
    assert "task-row" not in hand_over(head, "hn_cv").get("/").text


def test_a_head_gives_a_task_to_somebody_else_who_may_put_it_back(
    client: FlaskClient, outside: Outside
) -> None:
    dossier = told(outside, "hn_1.012644", "returned_once", 4)
    drafting = address(outside, dossier, DRAFT)
    head = signed_in(client, "hn_gd")
    page = head.get(f"{drafting}/giao-viec").text
    assert "Đang do Cao Thị Hồng Vân xử lý." in page
    assert summary(head.post(f"{drafting}/giao-viec", data={})) == ["answers-assign_to"]
    answer = head.post(f"{drafting}/giao-viec", data={"assign_to": str(head_id())})
    assert (answer.status_code, summary(answer)) == (422, ["answers-assign_to"])
    given = head.post(f"{drafting}/giao-viec", data={"assign_to": str(TUAN.person_id)})
    assert given.headers["Location"] == drafting
    officer = hand_over(head, "hn_cv2")
    assert "Việc này được giao cho ông/bà." in officer.get(drafting).text
    assert officer.post(f"{drafting}/tra-viec").headers["Location"] == "/"
    assert "task-row" in hand_over(officer, "hn_cv").get("/").text


def head_id() -> UUID:
    return demo_city.seat("hn_gd").person_id


def test_who_may_not_assign_is_not_offered_to_and_is_refused(
    client: FlaskClient, outside: Outside
) -> None:
    dossier = told(outside, "hn_1.012644", "returned_once", 4)
    drafting = address(outside, dossier, DRAFT)
    officer = signed_in(client, "hn_cv")
    assert "giao-viec" not in officer.get(drafting).text
    assert "không được giao việc" in officer.get(f"{drafting}/giao-viec").text
    refused = officer.post(f"{drafting}/giao-viec", data={"assign_to": str(TUAN.person_id)})
    assert refused.status_code == 403


def test_a_declared_conflict_leaves_the_dossier_to_others(
    head: FlaskClient, outside: Outside, drafted: UUID, review: str
) -> None:
    head.post(f"{review}/chuyen-tra", data={"target": DRAFT, "reason": "Thiếu căn cứ."})
    officer = hand_over(head, "hn_cv")
    drafting = address(outside, drafted, DRAFT)
    page = f"{drafting}/xung-dot-loi-ich"
    assert "Không tự rút lại được" in officer.get(page).text
    assert summary(officer.post(page, data={"reason": ""})) == ["answers-reason"]
    assert officer.post(page, data={"reason": "Người thân."}).headers["Location"] == "/"
    assert "task-row" not in officer.get("/").text
    assert "task-row" in hand_over(officer, "hn_cv2").get("/").text


def test_a_council_votes_and_its_secretary_closes_the_vote(
    client: FlaskClient, app: Flask, outside: Outside
) -> None:
    dossier = told(outside, "byt_3621", "straight_through", 4)
    council = "HopCoSo"

    def ballot(login: str) -> str:
        return address(outside, dossier, council, demo_city.seat(login).position_id)

    member = signed_in(client, "yt_hd3")
    page = member.get(ballot("yt_hd3")).text
    assert "Biểu quyết công khai." in page
    assert "Mỗi thành viên bỏ phiếu một lần" in page
    assert summary(member.post(f"{ballot('yt_hd3')}/bo-phieu", data={})) == ["answers-value"]
    assert member.post(f"{ballot('yt_hd3')}/bo-phieu", data={"value": "agree"}).status_code == 303
    secretary = hand_over(member, "yt_hd2")
    joint = next(
        a for a in re.findall(r'task-row" href="([^"]+)"', secretary.get("/").text)
        if "Kết thúc bỏ phiếu" in secretary.get(a).text
    )  # fmt: skip
    early = secretary.post(f"{joint}/ket-thuc")
    assert (early.status_code, summary(early)) == (422, ["answers-form"])
    assert "1/5 đã bỏ phiếu" in early.text
    for login in ("yt_hd1", "yt_hd2", "yt_hd4", "yt_hd5"):
        voter = hand_over(secretary, login)
        voter.post(f"{ballot(login)}/bo-phieu", data={"value": "agree"})
    assert hand_over(secretary, "yt_hd2").post(f"{joint}/ket-thuc").status_code == 303
    late = secretary.post(f"{joint}/ket-thuc")
    assert late.status_code == 409
