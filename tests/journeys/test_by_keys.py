"""The list by keys alone, and what arrives while it is open."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.papers import one_page_pdf
from tests.journeys.test_straight_through import REQUEST


def test_an_officer_finds_chooses_and_puts_aside_without_a_mouse(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    clerk, paper = desk("mot_cua"), one_page_pdf(tmp_path / "a.pdf")
    slip = clerk.take_in("Đoàn Thị Khuê", paper, **REQUEST)
    page = desk("tu_phap", width=1440).page
    page.goto("/?muc=can_lam")
    keys = page.keyboard

    keys.press("/")
    expect(page.locator("#tim")).to_be_focused()
    keys.type("doan thi khue")
    expect(page.locator("#tim-thay")).to_contain_text(slip.code)
    keys.press("Escape")
    expect(page.locator("#danh-sach")).to_be_visible()

    keys.press("j")
    expect(page.locator("a.task-row:focus")).to_have_count(1)
    keys.press("x")
    expect(page.locator(".bulk")).to_contain_text("Đã chọn 1 việc")

    # A task that arrives meanwhile is there without a reload, and the choice is kept.
    second = clerk.take_in("Đoàn Văn Khôi", paper, **REQUEST)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#danh-sach")).to_contain_text(second.code)
    expect(page.locator("#tin-moi")).to_have_text("Có 1 việc mới.")
    expect(page.locator(".bulk")).to_contain_text("Đã chọn 1 việc")
    expect(page.locator("a.task-row:focus")).to_have_count(1)

    keys.press("?")
    expect(page.get_by_role("heading", name="Phím tắt")).to_be_visible()
    keys.press("Escape")
    keys.press("Control+k")
    keys.type(slip.code)
    expect(page.locator("#bang-lenh .dossiers a")).to_have_count(1)
    keys.press("Enter")
    expect(page).to_have_url(re.compile("/viec/"))
    expect(page.locator(".work .crumb")).to_contain_text(slip.code)

    keys.press("u")
    keys.press("Enter")
    expect(page.locator(".notice.done")).to_contain_text("Đã tạm gác việc đến")
    assert slip.code not in page.request.get("/?muc=can_lam").text()
