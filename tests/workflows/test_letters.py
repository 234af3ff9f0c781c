"""The slips of the desk: the forms of Thông tư 03/2025/TT-VPCP that are not documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.workflows.pages import LOOKUP, pages_of, person, set_page, slip_data, words
from tests.workflows.shipped import Shipped, shipped

RECEIPT = "common/letters/giay_tiep_nhan.typ"
SUPPLEMENT = "common/letters/phieu_bo_sung.typ"
REFUSAL = "common/letters/tu_choi_tiep_nhan.typ"
STOP = "common/letters/thong_bao_dung.typ"
CONTROL = "common/letters/phieu_kiem_soat.typ"
REGISTER = "common/letters/so_theo_doi.typ"
REMEDY = "common/letters/khac_phuc.typ"
"""No form of the circular: drafted where a result's ground has fallen."""
NUMBERS = {
    RECEIPT: "01",
    SUPPLEMENT: "02",
    REFUSAL: "03",
    STOP: "05",
    CONTROL: "06",
    REGISTER: "07",
}
"""Of the forms in the circular; 04 is a document with a number and a seal of its own."""
ROW = {
    "giver": "Sở Tài chính: Trần Văn Minh",
    "taker": "Sở Tài chính: Lê Thị Mai (Soát xét)",
    "at": "2026-11-23T09:05",
    "result": "Trước hạn",
    "note": "Chuyển trả về “Thẩm định”: Thiếu căn cứ",
}
LINE = {
    "code": "H26.999-261123-0007",
    "procedure": "Cấp bản sao từ sổ gốc",
    "applicant": "Trần Văn Thưởng",
    "contact": "Số 2 phố Bến Nước, 0912345678",
    "lead_unit": "Ủy ban nhân dân phường Bến Nước",
    "received_at": "2026-11-23T08:15",
    "due_at": None,
    "finished_at": None,
    "channel": "",
}


def data(**changes: Any) -> dict[str, Any]:
    """What every slip may ask for, in one."""
    return slip_data(
        declared_total=None,
        again=False,
        reason="Hồ sơ không thuộc thẩm quyền.\nGiấy tờ đã hết hạn.",
        guidance="Nộp tại nơi lưu sổ gốc.",
        unit="Sở Tài chính",
        ground="",
        withdrawn=False,
        made_at="2026-11-24T10:00",
        others=["Sở Xây dựng"],
        result="Trước hạn",
        status="Đã có kết quả",
        stops=["Thời hạn tạm dừng: từ 09:05 ngày 10/03/2026 đang chờ."],
        rows=[ROW],
        first="2026-11-01",
        last="2026-11-30",
        lines=[LINE],
    ) | dict(changes)


@pytest.fixture
def each() -> Shipped:
    return shipped()[0]


def text_of(each: Shipped, template: str, fonts: Path, **changes: Any) -> str:
    return words(set_page(each, template, data(**changes), fonts).pdf)


@pytest.mark.parametrize("template", NUMBERS)
def test_a_slip_is_one_page_that_names_itself_its_circular_and_its_address(
    each: Shipped, template: str, fonts: Path
) -> None:
    rendered = set_page(each, template, data(), fonts)
    assert rendered.slots == ()
    assert len(pages_of(rendered.pdf)) == 1
    text = words(rendered.pdf)
    assert f"Mẫu số {NUMBERS[template]}, Thông tư 03/2025/TT-VPCP" in text
    assert LOOKUP in text
    assert "none" not in text


@pytest.mark.parametrize("template", sorted(set(NUMBERS) - {REFUSAL}))
def test_a_slip_of_a_dossier_carries_its_code(each: Shipped, template: str, fonts: Path) -> None:
    assert "H26.999-261123-0007" in text_of(each, template, fonts)


def test_every_letter_that_is_shipped_is_set_here(each: Shipped) -> None:
    assert {path for path in each.files if "letters/" in path} == {*NUMBERS, REMEDY}


@pytest.mark.parametrize(
    ("replaces", "said", "unsaid"),
    [
        (True, "Điều 1. Thu hồi “Bản sao từ sổ gốc”, ký ngày 23/11/2026", "Kính gửi"),
        (False, "thông báo việc rà soát “Bản sao từ sổ gốc”, ký ngày 23/11/2026", "Điều 1"),
    ],
)
def test_a_remedial_letter_names_the_result_its_ground_and_why(
    each: Shipped, fonts: Path, replaces: bool, said: str, unsaid: str
) -> None:
    text = text_of(
        each,
        REMEDY,
        fonts,
        replaces=replaces,
        symbol="QĐ" if replaces else "TB",
        result="“Bản sao từ sổ gốc”",
        signed_on="2026-11-23",
        law="Nghị định số 23/2015/NĐ-CP",
        instrument="Quyết định số 15/QĐ-UBND ngày 02/07/2025",
        reasons=["Văn bản đã bị bỏ khỏi danh mục."],
    )
    assert said in text
    assert "trên căn cứ Quyết định số 15/QĐ-UBND ngày 02/07/2025" in text
    assert "Văn bản đã bị bỏ khỏi danh mục." in text
    assert unsaid not in text


def test_the_receipt_says_when_it_came_and_when_it_is_due(each: Shipped, fonts: Path) -> None:
    text = text_of(each, RECEIPT, fonts)
    assert "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ" in text
    assert "Thời gian nhận hồ sơ: 08 giờ 15 phút, ngày 23/11/2026" in text
    assert "Thời gian hẹn trả kết quả: 17 giờ 30 phút, ngày 23/11/2026" in text
    assert "1. Giấy tờ tùy thân (số lượng: 1)" in text
    assert "(mã thủ tục 2.000908)" in text
    assert "Số điện thoại: Không cung cấp" in text
    assert "cam kết" not in text


def test_the_receipt_tells_the_promised_term_beside_that_of_the_law(
    each: Shipped, fonts: Path
) -> None:
    text = text_of(each, RECEIPT, fonts, declared_total="07 ngày làm việc")
    assert "Thời gian giải quyết theo quy định: Trong ngày" in text
    assert "Thời gian giải quyết cơ quan cam kết: 07 ngày làm việc" in text


def test_the_receipt_names_the_person_who_handed_in_for_another(each: Shipped, fonts: Path) -> None:
    submitter = person("Hoàng Đức An", identity="001099000111")
    text = text_of(each, RECEIPT, fonts, submitter=submitter)
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
    text = text_of(each, RECEIPT, fonts, **changes)
    assert said in text
    assert "none" not in text


def test_the_supplement_slip_prints_every_line_that_is_missing(each: Shipped, fonts: Path) -> None:
    text = text_of(each, SUPPLEMENT, fonts)
    assert "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ" in text
    assert "Văn bản ủy quyền. Giấy chứng tử." in text
    assert "Thời hạn bổ sung: hết ngày 15 tháng 12 năm 2026." in text
    assert "không tính vào thời hạn giải quyết" in text
    assert "Hướng dẫn" not in text


def test_the_supplement_slip_prints_guidance_and_leaves_out_a_limit_that_is_not_set(
    each: Shipped, fonts: Path
) -> None:
    fields = data()["fields"] | {"huong_dan_bo_sung": "Gửi ảnh chụp rõ nét."}
    text = text_of(each, SUPPLEMENT, fonts, supplement_until=None, fields=fields)
    assert "Hướng dẫn: Gửi ảnh chụp rõ nét." in text
    assert "Thời hạn bổ sung" not in text


def test_where_the_term_begins_again_the_supplement_slip_says_so(
    each: Shipped, fonts: Path
) -> None:
    text = text_of(each, SUPPLEMENT, fonts, again=True)
    assert "được tính lại từ đầu kể từ khi nhận đủ hồ sơ" in text


def test_the_refusal_at_intake_gives_reasons_and_no_code(each: Shipped, fonts: Path) -> None:
    text = text_of(each, REFUSAL, fonts, dossier_code=None)
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in text
    assert "Hồ sơ không thuộc thẩm quyền. Giấy tờ đã hết hạn." in text
    assert "Hướng dẫn thực hiện: Nộp tại nơi lưu sổ gốc." in text
    assert "Mã hồ sơ" not in text
    assert "Hướng dẫn" not in text_of(each, REFUSAL, fonts, guidance="")


@pytest.mark.parametrize(
    ("changes", "said", "unsaid"),
    [
        ({"reason": "Không còn nhu cầu."}, "Lý do cụ thể: Không còn nhu cầu.", "Căn cứ:"),
        ({"reason": "", "ground": "Đã rút."}, "Căn cứ: Đã rút.", "Lý do cụ thể"),
        ({"withdrawn": True}, "Giấy tờ đã nộp được trả lại tại Bộ phận", "nộp lại hồ sơ"),
    ],
)
def test_the_notice_of_stopping_says_why_and_what_becomes_of_the_papers(
    each: Shipped, fonts: Path, changes: dict[str, Any], said: str, unsaid: str
) -> None:
    text = text_of(each, STOP, fonts, **changes)
    assert "Về việc dừng giải quyết hồ sơ" in text
    assert said in text
    assert unsaid not in text


def test_the_control_sheet_has_a_row_for_each_hand_over(each: Shipped, fonts: Path) -> None:
    text = text_of(each, CONTROL, fonts)
    assert "Cơ quan phối hợp giải quyết: Sở Xây dựng" in text
    assert "Đã có kết quả – Trước hạn" in text
    assert "09:05" in text
    assert "23/11/2026" in text
    assert "Thời hạn tạm dừng: từ 09:05 ngày 10/03/2026 đang chờ." in text
    assert "Cơ quan phối hợp" not in text_of(each, CONTROL, fonts, others=[])


def test_a_long_control_sheet_goes_on_under_its_head(each: Shipped, fonts: Path) -> None:
    pages = pages_of(set_page(each, CONTROL, data(rows=[ROW] * 30), fonts).pdf)
    assert len(pages) > 1
    assert all("Bên giao" in page for page in pages[:-1])


def test_the_register_lies_across_and_says_when_it_is_empty(each: Shipped, fonts: Path) -> None:
    text = text_of(each, REGISTER, fonts, dossier_code=None)
    assert "SỔ THEO DÕI HỒ SƠ Từ ngày 01/11/2026 đến ngày 30/11/2026" in text
    assert "Mã hồ sơ:" not in text
    empty = text_of(each, REGISTER, fonts, lines=[])
    assert "Không có hồ sơ nào được tiếp nhận trong khoảng này." in empty
