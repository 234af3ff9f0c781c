"""What several do together: agencies are consulted, a council votes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.papers import one_page_pdf
from tests.journeys.told import story


def test_agencies_are_consulted_and_the_lead_reads_who_has_answered(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    told = story("bn_1.009645", "straight_through")
    paper = one_page_pdf(tmp_path / "giay.pdf")
    code = desk("bn_mc").receive(
        "Chấp thuận chủ trương đầu tư", told.acts[0], told.applicant.full_name, paper
    )
    desk("bn_tp").press(code, told.acts[1].answers)
    lead = desk("bn_cv")
    lead.press(code, told.acts[2].answers)
    desk("bn_tp").press(code, told.acts[3].answers)
    director = desk("bn_gd", width=1440)
    director.open_task(code)
    director.sign_with_key("Ký")
    clerk = desk("bn_vt")
    clerk.wait_for_task(code)
    clerk.open_task(code)
    clerk.sign_with_key("Cấp số, đóng dấu, phát hành")

    lead.wait_for_task(code)
    asked = desk("bn_sxd_cv", width=390)
    asked.open_task(code)
    asked.button("Gửi ý kiến").click()
    expect(asked.page.locator(".errors")).to_be_visible()
    asked.page.get_by_label("Không nhất trí").check()
    asked.page.get_by_label("Nội dung ý kiến").fill("Chưa phù hợp quy hoạch.")
    asked.button("Gửi ý kiến").click()
    asked.told("Đã gửi ý kiến.")
    assert not asked.has_task(code)

    lead.open_task(code)
    lead.told("1/3 đã cho ý kiến")
    lead.told("Chưa phù hợp quy hoạch.")
    lead.told("chưa trả lời")
