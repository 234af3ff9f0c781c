"""A citizen with a phone and the code of the slip: sends what is missing, sees that it came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.budget import Counted
from tests.journeys.desk import Desk
from tests.journeys.papers import one_page_pdf
from tests.journeys.test_straight_through import REQUEST


def test_an_applicant_sends_the_missing_paper_from_a_phone(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    paper = one_page_pdf(tmp_path / "giay.pdf")
    clerk = desk("mot_cua")
    slip = clerk.take_in("Hoàng Đức An", paper, **REQUEST)
    officer = desk("tu_phap")
    officer.open_task(slip.code)
    officer.answer(ket_luan="Cần bổ sung")
    officer.answer(noi_dung_bo_sung="Văn bản ủy quyền.")
    officer.button("Chuyển theo kết luận").click()
    officer.told("Đã chuyển hồ sơ")
    clerk.press(slip.code, {"kenh_gui_phieu": "tin_nhan"})

    citizen = desk(None, width=390)
    citizen.page.goto(f"/t/{slip.lookup_code}")
    citizen.told("Văn bản ủy quyền.")
    citizen.button("Gửi bổ sung").click()
    expect(citizen.page.locator(".errors")).to_contain_text("hãy chọn ít nhất một tệp")
    expect(citizen.page.locator(".errors")).to_be_focused()
    wide = citizen.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide
    citizen.page.get_by_label("Giấy tờ chứng minh quan hệ").set_input_files(paper)
    citizen.button("Gửi bổ sung").click()
    citizen.told("Cơ quan đã nhận giấy tờ ông/bà gửi bổ sung lúc")
    citizen.told("Đang giải quyết")

    assert officer.has_task(slip.code)
    clerk.page.goto(slip.dossier)
    clerk.told("Người nộp hồ sơ gửi bổ sung qua trang tra cứu, 1 giấy tờ")


def test_the_form_at_home_asks_no_name_twice_and_takes_a_dropped_file(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    page = desk(None, width=390).page
    page.goto("/nop-ho-so/2.000908")
    page.get_by_role("button", name="Bắt đầu điền hồ sơ").click()
    name = page.get_by_label("Họ và tên, hoặc tên tổ chức").first
    named = page.get_by_label("Người có tên trên bản chính")
    name.fill("Hoàng Đức An")
    expect(named).to_have_value("Hoàng Đức An")
    named.fill("Hoàng Văn Bình")
    name.fill("Hoàng Đức Anh")
    expect(named).to_have_value("Hoàng Văn Bình")
    place = page.locator(".paper-slot").first
    Counted("a file dropped", "nobody", page).drop(
        place, ["can-cuoc.pdf"], one_page_pdf(tmp_path / "can-cuoc.pdf")
    )
    expect(place).to_contain_text("can-cuoc.pdf")
