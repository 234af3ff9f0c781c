"""The slips of the desk: Mẫu số 01 and 02 of Thông tư 03/2025/TT-VPCP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.workflows.pages import LOOKUP, pages_of, person, set_page, slip_data, words
from tests.workflows.shipped import Shipped, shipped

RECEIPT = "common/letters/giay_tiep_nhan.typ"
SUPPLEMENT = "common/letters/phieu_bo_sung.typ"


@pytest.fixture
def each() -> Shipped:
    return shipped()[0]


@pytest.mark.parametrize("template", [RECEIPT, SUPPLEMENT])
def test_a_slip_is_one_page_with_code_and_address(
    each: Shipped, template: str, fonts: Path
) -> None:
    rendered = set_page(each, template, slip_data(), fonts)
    assert rendered.slots == ()
    assert len(pages_of(rendered.pdf)) == 1
    text = words(rendered.pdf)
    assert "H26.999-261123-0007" in text
    assert LOOKUP in text
    assert "Cấp bản sao từ sổ gốc" in text
    assert "Nguyễn Thị Hoa" in text


def test_every_letter_that_is_shipped_is_set_here(each: Shipped) -> None:
    letters = {path for path in each.files if "letters/" in path}
    assert letters == {RECEIPT, SUPPLEMENT}


def test_the_receipt_says_when_it_came_and_when_it_is_due(each: Shipped, fonts: Path) -> None:
    text = words(set_page(each, RECEIPT, slip_data(), fonts).pdf)
    assert "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ" in text
    assert "Thời gian nhận hồ sơ: 08 giờ 15 phút, ngày 23/11/2026" in text
    assert "Thời gian hẹn trả kết quả: 17 giờ 30 phút, ngày 23/11/2026" in text
    assert "1. Giấy tờ tùy thân (số lượng: 1)" in text
    assert "(mã thủ tục 2.000908)" in text
    assert "Số điện thoại: Không cung cấp" in text


def test_the_receipt_names_the_person_who_handed_in_for_another(each: Shipped, fonts: Path) -> None:
    data = slip_data(submitter=person("Hoàng Đức An", identity="001099000111"))
    text = words(set_page(each, RECEIPT, data, fonts).pdf)
    assert "Người được ủy quyền nộp: Hoàng Đức An, số định danh 001099000111" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"due_at": None}, "theo thông báo của cơ quan giải quyết"),
        ({"procedure": {"code": None, "title": "Xác nhận"}}, "Nội dung yêu cầu giải quyết"),
    ],
)
def test_the_receipt_does_without_what_is_not_published(
    each: Shipped, fonts: Path, changes: dict[str, Any], said: str
) -> None:
    text = words(set_page(each, RECEIPT, slip_data(**changes), fonts).pdf)
    assert said in text
    assert "none" not in text


def test_the_supplement_slip_prints_every_line_that_is_missing(each: Shipped, fonts: Path) -> None:
    text = words(set_page(each, SUPPLEMENT, slip_data(), fonts).pdf)
    assert "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ" in text
    assert "Văn bản ủy quyền. Giấy chứng tử." in text
    assert "Thời hạn bổ sung: hết ngày 15 tháng 12 năm 2026." in text
    assert "Hướng dẫn" not in text


def test_the_supplement_slip_prints_guidance_and_leaves_out_a_limit_that_is_not_set(
    each: Shipped, fonts: Path
) -> None:
    data = slip_data(supplement_until=None)
    data["fields"] = data["fields"] | {"huong_dan_bo_sung": "Gửi ảnh chụp rõ nét."}
    text = words(set_page(each, SUPPLEMENT, data, fonts).pdf)
    assert "Hướng dẫn: Gửi ảnh chụp rõ nét." in text
    assert "Thời hạn bổ sung" not in text
