"""Many results are signed at one sitting: three actions and one password, counted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect

from engine.simulate import demo_city
from tests.journeys.desk import CODE, LOOK_AGAIN, PATIENCE, Desk
from tests.journeys.papers import one_page_pdf
from tests.web.browsing import REQUEST

FIT = {
    "answers.ket_luan": "du_dieu_kien",
    "answers.so_quyen": "01/1998",
    "answers.so_vao_so": "57",
    "answers.ngay_vao_so": "09/03/1998",
    "answers.noi_dung_so_goc": "Họ và tên: Trần Văn Thưởng. Giới tính: Nam.",
}
TITLE = "Cấp bản sao từ sổ gốc"
BUDGET = 3


def _token(page: Page) -> str:
    found = re.search(r'"X-CSRFToken": "([^"]+)"', page.request.get("/").text())
    assert found
    return found[1]


def _wait_to_be_signed(desk: Callable[..., Desk], paper: Path, many: int) -> None:
    """As many plain dossiers as this, without drawing their pages."""
    clerk = desk("mot_cua").page
    codes: list[str] = []
    while TITLE not in clerk.request.get("/ho-so/moi").text():
        clerk.wait_for_timeout(LOOK_AGAIN)  # the demonstration still loads its procedures
    for _each in range(many):
        form: dict[str, str | float | bool | bytes | FilePayload] = {**REQUEST}
        form["csrf_token"] = _token(clerk)
        form["papers.giay_to_tuy_than"] = FilePayload(
            name="can-cuoc.pdf", mimeType="application/pdf", buffer=paper.read_bytes()
        )
        found = CODE.search(clerk.request.post("/ho-so/moi", multipart=form).text())
        assert found
        codes.append(found[0])
    officer = desk("tu_phap").page
    for code in codes:
        rows = officer.request.get("/").text().split('class="task-row" href="')
        task = next(row.partition('"')[0] for row in rows[1:] if code in row)
        sent = officer.request.post(task, form={**FIT, "csrf_token": _token(officer)})
        assert sent.ok, sent.status


def test_five_results_are_signed_in_three_actions_and_one_password(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    _wait_to_be_signed(desk, one_page_pdf(tmp_path / "can-cuoc.pdf"), 5)
    signer = desk("chu_tich", width=1440)
    page = signer.page
    actions = 0

    def press(what: Locator) -> None:
        nonlocal actions
        actions += 1
        what.click()

    page.goto("/ky-duyet")
    expect(page.locator("#seen .chip")).to_have_text("đã xem toàn văn")
    press(signer.button("Chọn tất cả"))
    many = int(page.locator("[data-pick-count]").inner_text())
    assert many >= 5
    press(page.locator(".pick-bar .primary"))
    expect(page.locator("#batch-items header")).to_contain_text(f"{many} sẵn sàng")
    page.locator("#answers-password").fill(demo_city.KEY_PASSWORD)
    press(signer.button(f"Ký {many} văn bản"))
    expect(page.locator("#batch-items header")).to_have_text(
        re.compile(rf"^\s*{many} hoàn tất\s*$"), timeout=PATIENCE
    )
    assert page.locator("#batch-items .chip.good").count() == many
    assert actions <= BUDGET
