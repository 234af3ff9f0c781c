"""A slip of the hand is taken back by a key; a dead line takes no word along."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from engine.simulate.demo_city import PASSWORD
from tests.journeys.desk import Desk
from tests.journeys.papers import one_page_pdf
from tests.journeys.test_straight_through import REQUEST

REASON = "#answers-ly_do_tu_choi"
STATE = ".act [data-draft-state]"


def test_taken_back_by_a_key_and_kept_through_a_dead_line(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    slip = desk("mot_cua").take_in("Lý Thị Hoa", one_page_pdf(tmp_path / "a.pdf"), **REQUEST)
    officer = desk("tu_phap")
    page = officer.page
    officer.open_task(slip.code)
    officer.answer(ket_luan="Từ chối")
    officer.answer(ly_do_tu_choi="Sổ gốc không có thông tin.")
    address = page.url
    officer.button("Chuyển theo kết luận").click()
    officer.told("Đã chuyển hồ sơ")
    page.keyboard.press("z")
    officer.told("Đã hoàn tác")
    assert page.url == address
    expect(page.locator(REASON)).to_have_value("Sổ gốc không có thông tin.")

    page.context.set_offline(True)
    page.locator(REASON).fill("Sổ gốc không có thông tin của năm 1998.")
    expect(page.locator(STATE)).to_contain_text("Mất kết nối")
    officer.button("Chuyển theo kết luận").click()
    expect(page.locator(STATE)).to_contain_text("Chưa gửi được vì mất kết nối")
    assert page.url == address
    page.context.set_offline(False)
    expect(page.locator(STATE)).to_contain_text("Đã có mạng trở lại")

    colleague_machine = desk("tu_phap")
    colleague_machine.page.goto(address)
    expect(colleague_machine.page.locator(REASON)).to_have_value(
        "Sổ gốc không có thông tin của năm 1998."
    )
    officer.button("Chuyển theo kết luận").click()
    officer.told("Đã chuyển hồ sơ")


def test_a_session_that_ends_while_typing_loses_nothing(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    slip = desk("mot_cua").take_in("Lý Văn Sơn", one_page_pdf(tmp_path / "a.pdf"), **REQUEST)
    officer = desk("tu_phap")
    page = officer.page
    officer.open_task(slip.code)
    officer.answer(ket_luan="Từ chối")
    page.locator(REASON).wait_for()
    page.context.clear_cookies()
    page.locator(REASON).fill("Viết dở.")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    with page.context.expect_page() as opened:
        dialog.get_by_role("link").click()
    Desk(opened.value).page.get_by_label("Tên đăng nhập").wait_for()
    Desk(opened.value).sign_in("tu_phap", PASSWORD)
    page.bring_to_front()
    # The page asks again by itself when one comes back; the button is for who does not wait.
    page.evaluate("document.querySelector('dialog[open] button')?.click()")
    expect(dialog).to_be_hidden()
    expect(page.locator(STATE)).to_contain_text("Đã lưu nháp")
    expect(page.locator(REASON)).to_have_value("Viết dở.")
