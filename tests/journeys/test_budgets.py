"""The budget of actions of PRODUCT.md §5: more clicks or keys than it allows fail the build."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from engine.simulate import demo_city
from tests.journeys.backroom import Backroom
from tests.journeys.budget import Budget, OverBudget
from tests.journeys.conftest import Seat
from tests.journeys.desk import PATIENCE, Desk
from tests.journeys.papers import one_page_pdf

COPY = "hn_663_ban_sao_tu_so_goc"
RELIGION = "hn_1.012644"
SCANS = ("quan-he.pdf", "can-cuoc.pdf", "van-ban-yeu-cau.pdf")
FEW, MORE = 3, 12
REFUSED = "Văn bản ủy quyền cho người nộp hồ sơ."


@pytest.fixture(scope="module")
def budget() -> Budget:
    return Budget()


def address(room: Backroom, dossier_id: UUID, step: str) -> str:
    ref = room.ref(dossier_id, step)
    return f"/viec/{ref.dossier_id}/{ref.task_id}"


def done(page: Page) -> None:
    expect(page.locator(".notice.done")).to_be_visible()


def test_more_than_is_allowed_fails(budget: Budget, seat: Seat) -> None:
    page = seat("tu_phap")
    with pytest.raises(OverBudget), Budget().within(1, "hai lần", ("tu_phap", page)) as (one,):
        one.press("Shift")
        one.press("Shift")


def test_signing_in_shows_the_first_dossier_after_one_press(
    backroom: Backroom, budget: Budget, desk: Callable[..., Desk]
) -> None:
    backroom.play(COPY, "straight_through", "ThamDinh")
    page = desk(None, width=1440).page
    page.goto("/dang-nhap")
    page.get_by_label("Tên đăng nhập").fill("tu_phap")
    page.get_by_label("Mật khẩu").fill(demo_city.PASSWORD)
    with budget.within(1, "sign in to the first dossier", ("tu_phap", page)) as (officer,):
        officer.press("Enter")
        expect(page.locator(".work #act-title")).to_be_visible()
        expect(page.locator(".work .viewer")).to_be_visible()


def test_forwarding_to_the_default_officer_is_one_press_and_the_next_dossier_none(
    backroom: Backroom, budget: Budget, seat: Seat
) -> None:
    first = backroom.play(RELIGION, "straight_through", "ChuyenLanhDaoSo")
    backroom.play(RELIGION, "straight_through", "ChuyenLanhDaoSo")
    page = seat("hn_tmc")
    page.goto(address(backroom, first, "ChuyenLanhDaoSo"))
    with budget.within(1, "forward with the default next officer", ("hn_tmc", page)) as (head,):
        head.click(page.locator(".act .primary").first)
        done(page)
    with budget.within(0, "next dossier", ("hn_tmc", page)):
        expect(page.locator(".work .crumb")).to_be_visible()
        expect(page.locator(".work .crumb")).not_to_contain_text(backroom.code(first))
        expect(page.locator(".work .act .primary")).to_be_visible()


def test_forwarding_with_a_comment_to_another_officer_is_four_actions(
    backroom: Backroom, budget: Budget, seat: Seat
) -> None:
    dossier = backroom.play(RELIGION, "straight_through", "GiaoChuyenVien")
    page = seat("hn_tp")
    page.goto(address(backroom, dossier, "GiaoChuyenVien"))
    other = str(demo_city.seat("hn_cv2").person_id)
    with budget.within(4, "forward with comment and another officer", ("hn_tp", page)) as (head,):
        head.type(page.get_by_label("Ý kiến gửi kèm"), "Ưu tiên, báo lại trước thứ Sáu.")
        head.choose(page.locator("#answers-assign_to"), other)
        head.click(page.locator(".act .primary").first)
        done(page)


def test_asking_for_a_supplement_is_three_actions_for_each_of_the_two(
    backroom: Backroom, budget: Budget, seat: Seat
) -> None:
    dossier = backroom.play(COPY, "straight_through", "ThamDinh")
    page = seat("tu_phap")
    page.goto(address(backroom, dossier, "ThamDinh"))
    with budget.within(3, "ask for a supplement: reasons", ("tu_phap", page)) as (officer,):
        officer.click(page.get_by_text("Cần bổ sung: "))
        officer.type(page.get_by_label("Nội dung cần bổ sung"), REFUSED)
        officer.click(page.locator(".act .primary").first)
        done(page)
    code = backroom.code(dossier)
    page = seat("mot_cua")
    page.goto("/?muc=tat_ca")
    page.locator("#danh-sach .task-row", has_text=code).click()
    expect(page.locator(".work .crumb")).to_contain_text(code)
    with budget.within(3, "ask for a supplement: letter and notice", ("mot_cua", page)) as (clerk,):
        clerk.click(page.get_by_text("Tin nhắn", exact=True))
        clerk.click(page.locator(".act .primary").first)
        done(page)
    assert "Tạm dừng từ" in page.request.get(f"/ho-so/{dossier}").text()


@pytest.mark.parametrize("many", [FEW, MORE])
def test_many_at_one_step_go_on_in_three_actions_each_answered(
    backroom: Backroom, budget: Budget, seat: Seat, many: int
) -> None:
    made = [backroom.play(RELIGION, "straight_through", "ChuyenLanhDaoSo") for _ in range(many)]
    page = seat("hn_tmc")
    page.goto("/?muc=tat_ca")
    row = page.locator("#danh-sach .task-item", has_text=backroom.code(made[0]))
    with budget.within(3, f"forward {many} at the same step", ("hn_tmc", page)) as (head,):
        head.click(row.locator(".pick"))
        head.click(page.get_by_role("button", name="Chọn tất cả cùng bước"))
        head.click(page.get_by_role("button", name="Chuyển bước sau"))
        done(page)
    assert page.locator("main .sheet-list li").count() >= many


@pytest.mark.parametrize("many", [FEW, MORE])
def test_many_results_are_signed_then_numbered_and_sealed_in_three_actions_and_one_password(
    backroom: Backroom, budget: Budget, seat: Seat, many: int
) -> None:
    for _each in range(many):
        backroom.play(COPY, "straight_through", "KySoBanSao/LanhDaoKy")
    page = seat("chu_tich")
    page.goto("/ky-duyet")
    expect(page.locator("#seen .chip")).to_have_text("đã xem toàn văn")
    _batch(budget, page, "chu_tich", "sign", many)
    page = seat("van_thu")
    backroom.until(
        lambda: int(page.request.get("/van-thu").text().count('name="pick"')) >= many,
        "what was signed never came to be sealed",
    )
    page.goto("/van-thu")
    _batch(budget, page, "van_thu", "number and seal", many)


def _batch(budget: Budget, page: Page, login: str, story: str, many: int) -> None:
    with budget.within(3, f"{story} {many} results", (login, page), pins=1) as (person,):
        person.click(page.locator("[data-pick-all]"))
        chosen = int(page.locator("[data-pick-count]").inner_text())
        assert chosen >= many
        person.click(page.locator(".pick-bar .primary"))
        expect(page.locator("#batch-items header")).to_contain_text(f"{chosen} sẵn sàng")
        person.pin()
        person.click(page.locator(".act .primary").first)
        expect(page.locator("#batch-items header")).to_have_text(
            re.compile(rf"^\s*{chosen} hoàn tất\s*$"), timeout=PATIENCE
        )
    assert page.locator("#batch-items .chip.good").count() == chosen


def test_a_result_is_returned_in_two_actions(
    backroom: Backroom, budget: Budget, seat: Seat
) -> None:
    dossier = backroom.play(COPY, "straight_through", "TraKetQua")
    page = seat("mot_cua")
    page.goto("/tra-ket-qua")
    with budget.within(2, "return a result", ("mot_cua", page)) as (clerk,):
        clerk.click(page.locator("main tr", has_text=backroom.code(dossier)).locator("a.name"))
        clerk.click(page.get_by_role("button", name="Trả kết quả", exact=True))
        expect(page.get_by_role("heading", level=1)).to_contain_text("Đã trả")


def test_a_known_person_with_three_scans_has_the_receipt_in_six_actions_and_the_same_sitting_eight(
    backroom: Backroom, budget: Budget, seat: Seat, tmp_path: Path
) -> None:
    first = backroom.play(COPY, "straight_through", "ThamDinh")
    known = backroom.stage(COPY).scenario.applicant
    assert known.identity
    paper = one_page_pdf(tmp_path / "can-cuoc.pdf")
    page = seat("mot_cua")
    page.goto("/")
    with budget.within(6, "intake of a known person with 3 scans", ("mot_cua", page)) as (clerk,):
        clerk.click(page.get_by_role("link", name="Tiếp nhận", exact=True))
        identity = page.get_by_label("Số định danh hoặc mã tổ chức").first
        identity.press_sequentially(known.identity[:10])
        clerk.actions += 1
        clerk.keystrokes += 10
        offer = page.get_by_role("option", name=known.full_name).first
        expect(offer).to_be_visible()
        clerk.click(offer)
        expect(page.locator("#twins")).to_contain_text(backroom.code(first))
        expect(page.locator("#held-giay_to_tuy_than")).to_contain_text("Dùng lại bản đã có")
        clerk.drop(page.locator("[data-drop-area]"), SCANS, paper)
        kept = page.locator("[data-slot=chung_minh_quan_he] .kept")
        expect(kept).to_contain_text("quan-he.pdf")
        # The press need not wait for the last file: the page does.
        clerk.click(page.locator(".act .primary"))
        heading = page.get_by_role("heading", level=1)
        expect(heading).to_have_text("Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
        expect(page.get_by_role("link", name="In giấy tiếp nhận")).to_be_focused()
        clerk.press("Enter")
    taken = UUID(page.url.split("/")[4])
    page.goto(f"/ho-so/{taken}")
    expect(page.locator("main")).to_contain_text("3 giấy tờ kèm theo")
