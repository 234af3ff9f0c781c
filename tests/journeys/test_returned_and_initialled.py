"""Department and division: an officer is chosen, the draft sent back once, then initialled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.papers import one_page_pdf
from tests.journeys.told import story


def test_a_draft_goes_back_with_its_reason_and_is_initialled_the_second_time(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    told = story("hn_1.012644", "returned_once")
    paper = one_page_pdf(tmp_path / "giay.pdf")
    code = desk("hn_mc").receive(
        "Đề nghị thay đổi trụ sở", told.acts[0], told.applicant.full_name, paper
    )
    desk("hn_tmc").press(code)
    desk("hn_gd").press(code)

    head = desk("hn_tp", width=1440)
    head.open_task(code)
    head.page.locator("#answers-assign_to").select_option(index=2)
    head.page.locator(".act .primary").click()
    officer = desk("hn_cv", width=1440)
    officer.press(code, told.acts[4].answers)

    head.open_task(code)
    expect(head.page.locator("main .notice").first).to_contain_text("Ký nháy dự thảo")
    head.page.get_by_text("Khác…", exact=True).click()
    head.page.get_by_role("link", name="Chuyển trả…").click()
    head.told("Cao Thị Hồng Vân")
    head.button("Chuyển trả").click()
    expect(head.page.locator(".errors")).to_contain_text("Chưa ghi lý do")
    head.page.get_by_label("Lý do chuyển trả").fill("Chưa nêu ý kiến của phường.")
    head.button("Chuyển trả").click()
    head.told("Đã chuyển trả hồ sơ")

    officer.open_task(code)
    officer.told("Chưa nêu ý kiến của phường.")
    officer.press(code, told.acts[6].answers)
    head.open_task(code)
    head.button("Ký nháy, trình Lãnh đạo Sở").click()
    head.told("Đã chuyển hồ sơ")

    director = desk("hn_pgd", width=390)
    director.open_task(code)
    director.page.get_by_role("link", name=code).click()
    director.told("Tạ Đình Phong ký nháy lúc")
    director.told("chuyển trả về “Thẩm định, dự thảo văn bản trình”")
