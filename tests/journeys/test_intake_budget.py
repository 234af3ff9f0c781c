"""A known person with three scans, by keyboard and one drop: to the receipt in six actions."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.papers import one_page_pdf
from tests.journeys.test_straight_through import REQUEST

BUDGET = 6
SCANS = ("quan-he.pdf", "can-cuoc.pdf", "van-ban-yeu-cau.pdf")
DROP = """([area, names, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const dataTransfer = new DataTransfer();
  const type = "application/pdf";
  for (const name of names) dataTransfer.items.add(new File([bytes], name, { type }));
  for (const kind of ["dragover", "drop"])
    area.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
}"""


def test_a_known_person_with_three_scans_has_the_receipt_in_six_actions(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    clerk = desk("mot_cua")
    page = clerk.page
    paper = one_page_pdf(tmp_path / "can-cuoc.pdf")
    page.goto("/ho-so/moi")
    page.get_by_label("Số định danh hoặc mã tổ chức").first.fill("001190054321")
    page.get_by_label("Số điện thoại").first.fill("0905 111 222")
    first = clerk.take_in_here("Đặng Thị Thúy", paper, **REQUEST)

    actions = 0
    page.goto("/")
    page.get_by_role("link", name="Tiếp nhận", exact=True).click()
    actions += 1
    page.get_by_label("Số định danh hoặc mã tổ chức").first.press_sequentially("0011900543")
    actions += 1
    offer = page.get_by_role("option", name="Đặng Thị Thúy")
    expect(offer).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(offer).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    actions += 1  # one choice, as with the mouse
    expect(page.get_by_label("Số điện thoại").first).to_have_value("0905 111 222")
    expect(page.locator("#twins")).to_contain_text(first.code)
    expect(page.locator("#held-giay_to_tuy_than")).to_contain_text("Dùng lại bản đã có")
    area = page.locator("[data-drop-area]").element_handle()
    data = base64.b64encode(paper.read_bytes()).decode()
    page.evaluate(DROP, [area, list(SCANS), data])
    actions += 1
    expect(page.locator("[data-slot=chung_minh_quan_he] .kept")).to_contain_text("quan-he.pdf")
    # The press need not wait for the last file: the page does.
    page.locator(".act .primary").click()
    actions += 1
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"
    )
    expect(page.get_by_role("link", name="In giấy tiếp nhận")).to_be_focused()
    assert actions < BUDGET, "one is left for the print dialog"
    page.goto(page.url.partition("/giay-tiep-nhan")[0])
    expect(page.locator("main")).to_contain_text("3 giấy tờ kèm theo")
