"""Each budgeted story by keyboard alone; the keyboard never stands nowhere after an exchange."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from engine.simulate import demo_city
from tests.journeys.backroom import Backroom
from tests.journeys.budget import Counted
from tests.journeys.conftest import Seat
from tests.journeys.desk import PATIENCE, Desk
from tests.journeys.papers import one_page_pdf

COPY = "hn_663_ban_sao_tu_so_goc"
RELIGION = "hn_1.012644"


def open_by_keys(hand: Counted, code: str) -> None:
    """By the palette, as one who knows the code would."""
    hand.press("Control+k")
    hand.page.keyboard.type(code)
    expect(hand.page.locator("#bang-lenh .dossiers a")).to_have_count(1)
    hand.press("Enter")
    hand.page.wait_for_url("**/viec/**")
    expect(hand.page.locator(".work .crumb")).to_contain_text(code)


def main_button(hand: Counted) -> None:
    """To the primary action of what is open, or of what is chosen, and press it."""
    hand.press("e")
    hand.keeps_focus()
    hand.press("Enter")


def done(page: Page) -> None:
    expect(page.locator(".notice.done").first).to_be_visible()


def test_one_signs_in_and_forwards_and_the_next_dossier_is_open(
    backroom: Backroom, desk: Callable[..., Desk]
) -> None:
    backroom.play(RELIGION, "straight_through", "ChuyenLanhDaoSo")
    page = desk(None, width=1440).page
    page.goto("/dang-nhap")
    hand = Counted("sign in, forward", "hn_tmc", page)
    hand.write(page.get_by_label("Tên đăng nhập"), "hn_tmc")
    hand.write(page.get_by_label("Mật khẩu"), demo_city.PASSWORD)
    hand.press("Enter")
    expect(page.locator(".work #act-title")).to_be_visible()
    main_button(hand)
    done(page)


def test_one_forwards_with_a_comment_to_another_officer(backroom: Backroom, seat: Seat) -> None:
    dossier = backroom.play(RELIGION, "straight_through", "GiaoChuyenVien")
    page = seat("hn_tp")
    page.goto("/")
    hand = Counted("comment, another officer", "hn_tp", page)
    open_by_keys(hand, backroom.code(dossier))
    hand.write(page.get_by_label("Ý kiến gửi kèm"), "Ưu tiên.")
    hand.walk(page.locator("#answers-assign_to"))
    hand.press("ArrowDown")
    expect(page.locator("#answers-assign_to")).not_to_have_value("")
    hand.enter(page.locator(".act .primary").first)
    done(page)


def test_one_asks_for_a_supplement(backroom: Backroom, seat: Seat) -> None:
    dossier = backroom.play(COPY, "straight_through", "ThamDinh")
    page = seat("tu_phap")
    page.goto("/")
    hand = Counted("supplement", "tu_phap", page)
    open_by_keys(hand, backroom.code(dossier))
    hand.walk(page.locator("[name='answers.ket_luan']").first)
    hand.press("ArrowDown")
    hand.press("ArrowDown")
    hand.press("ArrowUp")
    what = page.get_by_label("Nội dung cần bổ sung")
    expect(what).to_be_visible()
    hand.keeps_focus()
    hand.write(what, "Văn bản ủy quyền.")
    hand.enter(page.locator(".act .primary").first)
    done(page)

    page = seat("mot_cua")
    page.goto("/")
    hand = Counted("supplement letter", "mot_cua", page)
    open_by_keys(hand, backroom.code(dossier))
    hand.walk(page.locator("[name='answers.kenh_gui_phieu']").first)
    hand.press("Space")
    hand.keeps_focus()
    main_button(hand)
    done(page)


def test_one_forwards_many_at_the_same_step(backroom: Backroom, seat: Seat) -> None:
    for _each in range(2):
        backroom.play(RELIGION, "straight_through", "ChuyenLanhDaoSo")
    page = seat("hn_tmc")
    page.goto("/?muc=tat_ca")
    hand = Counted("forward many", "hn_tmc", page)
    hand.press("x")
    hand.keeps_focus()
    hand.press("a")
    expect(page.locator(".bulk")).not_to_contain_text("Đã chọn 1 việc")
    main_button(hand)
    done(page)
    assert hand.actions <= 4


def test_one_signs_and_another_seals_many(backroom: Backroom, seat: Seat) -> None:
    backroom.play(COPY, "straight_through", "KySoBanSao/LanhDaoKy")
    page = seat("chu_tich")
    page.goto("/ky-duyet")
    expect(page.locator("#seen .chip")).to_have_text("đã xem toàn văn")
    _batch(page, "chu_tich")
    page = seat("van_thu")
    backroom.until(lambda: 'name="pick"' in page.request.get("/van-thu").text(), "nothing to seal")
    page.goto("/van-thu")
    _batch(page, "van_thu")


def _batch(page: Page, login: str) -> None:
    hand = Counted("batch", login, page)
    hand.press("a")
    main_button(hand)
    expect(page.locator("#batch-items header")).to_contain_text("sẵn sàng")
    hand.write(page.locator("#answers-password"), demo_city.KEY_PASSWORD)
    hand.press("Enter")
    expect(page.locator("#batch-items header")).to_have_text(
        re.compile(r"^\s*\d+ hoàn tất\s*$"), timeout=PATIENCE
    )


def test_one_takes_a_known_person_in(backroom: Backroom, seat: Seat, tmp_path: Path) -> None:
    backroom.play(COPY, "straight_through", "ThamDinh")
    known = backroom.stage(COPY).scenario.applicant
    assert known.identity
    paper = one_page_pdf(tmp_path / "can-cuoc.pdf")
    page = seat("mot_cua")
    page.goto("/")
    hand = Counted("intake", "mot_cua", page)
    hand.press("g")
    hand.press("t")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tiếp nhận hồ sơ")
    hand.write(page.get_by_label("Số định danh hoặc mã tổ chức").first, known.identity[:10])
    offer = page.get_by_role("option", name=known.full_name).first
    expect(offer).to_be_visible()
    hand.press("ArrowDown")
    expect(offer).to_have_attribute("aria-selected", "true")
    hand.press("Enter")
    expect(page.locator("#held-giay_to_tuy_than")).to_contain_text("Dùng lại bản đã có")
    hand.keeps_focus()
    for slot in page.locator("input[type=file]").all():
        hand.walk(slot)
        expect(slot).to_be_focused()
        slot.set_input_files(paper)  # Space opens the system's own chooser, which is not ours
        expect(page.locator("[data-slot] .kept", has_text="can-cuoc.pdf").last).to_be_visible()
        hand.keeps_focus()
    hand.enter(page.locator(".act .primary"))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    )
    expect(page.get_by_role("link", name="In giấy tiếp nhận")).to_be_focused()


def test_one_returns_a_result(backroom: Backroom, seat: Seat) -> None:
    dossier = backroom.play(COPY, "straight_through", "TraKetQua")
    page = seat("mot_cua")
    page.goto("/tra-ket-qua")
    hand = Counted("return", "mot_cua", page)
    hand.enter(page.locator("main tr", has_text=backroom.code(dossier)).locator("a.name"))
    hand.enter(page.get_by_role("button", name="Trả kết quả", exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã trả")
