"""Something is missing: the applicant is asked, the clock stops, the desk takes it in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.papers import one_page_pdf
from tests.journeys.test_straight_through import REQUEST


def test_a_missing_paper_is_asked_for_brought_and_the_dossier_goes_on(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    paper = one_page_pdf(tmp_path / "giay.pdf")
    clerk = desk("mot_cua")
    slip = clerk.take_in("Lê Thị Nguyệt", paper, **REQUEST)

    officer = desk("tu_phap")
    officer.open_task(slip.code)
    officer.answer(ket_luan="Cần bổ sung")
    officer.answer(noi_dung_bo_sung="Văn bản ủy quyền cho người nộp hồ sơ.")
    officer.button("Chuyển theo kết luận").click()

    clerk.open_task(slip.code)
    clerk.answer(kenh_gui_phieu="Tin nhắn")
    clerk.button("Gửi phiếu, tạm dừng thời hạn").click()
    expect(clerk.page.locator(".notice.done").first).to_be_visible()
    clerk.page.goto(slip.dossier)
    clerk.told("Tạm dừng từ")

    clerk.page.get_by_role("link", name="Nhận hồ sơ bổ sung").click()
    clerk.button("Nhận bổ sung, giải quyết tiếp").click()
    expect(clerk.page.locator(".errors")).to_contain_text("Chưa có giấy tờ bổ sung")
    clerk.page.locator("input[type=file]").last.set_input_files(paper)
    clerk.button("Nhận bổ sung, giải quyết tiếp").click()
    clerk.told("Đã nhận hồ sơ bổ sung")

    assert officer.has_task(slip.code)
