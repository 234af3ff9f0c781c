"""One dossier from the desk to the sealed result, and a citizen who checks it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.desk import Desk
from tests.journeys.papers import one_page_pdf

REQUEST = {
    "ten_van_ban": "Giấy khai sinh",
    "nguoi_duoc_cap": "Trần Văn Thưởng",
    "quan_he": "Chính người",
}


def test_a_dossier_goes_from_the_desk_to_a_sealed_result_that_anyone_can_check(
    desk: Callable[..., Desk], tmp_path: Path
) -> None:
    clerk = desk("mot_cua")
    slip = clerk.take_in("Trần Văn Thưởng", one_page_pdf(tmp_path / "can-cuoc.pdf"), **REQUEST)

    officer = desk("tu_phap", width=1440)
    officer.open_task(slip.code)
    officer.answer(ket_luan="Đủ điều kiện")
    officer.answer(so_quyen="01/1998", so_vao_so="57", ngay_vao_so="09/03/1998")
    officer.answer(noi_dung_so_goc="Họ và tên: Trần Văn Thưởng. Sinh ngày 02 tháng 3 năm 1998.")
    officer.button("Chuyển theo kết luận").click()
    officer.told("Đã chuyển hồ sơ")

    chairman = desk("chu_tich", width=1440)
    chairman.open_task(slip.code)
    expect(chairman.page.locator(".capacity").first).to_contain_text("TM. ỦY BAN NHÂN DÂN")
    chairman.page.locator("#answers-password").fill("khong-phai-mat-khau")
    chairman.button("Ký").click()
    expect(chairman.page.locator(".errors")).to_contain_text("Mật khẩu của tệp khóa không đúng")
    chairman.sign_with_key("Ký")

    clerk_of_seal = desk("van_thu")
    clerk_of_seal.wait_for_task(slip.code)
    clerk_of_seal.open_task(slip.code)
    clerk_of_seal.sign_with_key("Cấp số, đóng dấu, phát hành")

    clerk.wait_for_task(slip.code)
    clerk.page.goto(slip.dossier)
    clerk.page.get_by_role("link", name="Mở kết quả").click()
    expect(clerk.page.locator(".verdict.valid")).to_be_visible()
    with clerk.page.expect_download() as download:
        clerk.page.get_by_role("link", name="Tải kết quả").click()
    result = tmp_path / "ket-qua.pdf"
    download.value.save_as(result)
    clerk.open_task(slip.code)
    clerk.answer(hinh_thuc_tra="Trực tiếp tại quầy")
    clerk.button("Trả kết quả").click()
    expect(clerk.page.locator(".notice.done").first).to_be_visible()
    clerk.page.goto(slip.dossier)
    clerk.told("Hồ sơ kết thúc")

    citizen = desk(None, width=390)
    citizen.page.goto("/tra-cuu")
    citizen.page.get_by_label("Mã tra cứu").fill(slip.lookup_code)
    citizen.button("Tra cứu").click()
    citizen.told("Đã trả kết quả")
    citizen.page.get_by_role("link", name="Kiểm tra chữ ký số").last.click()
    expect(citizen.page.locator(".verdict.valid")).to_contain_text("hợp lệ")
    citizen.page.goto("/kiem-tra")
    citizen.page.get_by_label("Tệp PDF").set_input_files(result)
    citizen.button("Kiểm tra").click()
    expect(citizen.page.locator(".verdict.valid")).to_contain_text("giống hệt bản gốc")

    spoilt = tmp_path / "sua.pdf"
    spoilt.write_bytes(result.read_bytes() + b"\n% them mot dong\n")
    citizen.page.goto("/kiem-tra")
    citizen.page.get_by_label("Tệp PDF").set_input_files(spoilt)
    citizen.button("Kiểm tra").click()
    expect(citizen.page.locator(".verdict.invalid")).to_be_visible()
