"""Cells as offices type them, and what is said of those that cannot be read."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

import pytest

from engine.core.old_letters import from_tcvn3
from engine.core.register_file.cells import Broken, Formula
from engine.core.register_file.faults import MOST_TOLD, Faults
from engine.core.register_file.lines import Line, read_lines
from engine.core.vietnamese import LOCAL
from tests.factories.register_book import BEGUN, Typed, city, typed

MIDNIGHT = datetime(2025, 7, 1, tzinfo=LOCAL)
UNITS = ["Mã định danh", "Tên đơn vị", "Từ ngày"]
_UNICODE = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_OLD = "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ"


def old(text: str) -> str:
    """The text in TCVN3 letters."""
    return text.translate(str.maketrans(_UNICODE, _OLD))


def units(*rows: Sequence[object], head: Sequence[object] = UNITS) -> tuple[list[Line], list[str]]:
    faults = Faults()
    lines = read_lines([Typed("Đơn vị", [head, *rows])], faults)
    return lines.get("unit", []), [fault.in_words() for fault in faults.told]


def test_a_whole_workbook_is_read_without_a_fault() -> None:
    faults = Faults()
    lines = read_lines(typed(city()), faults)
    assert faults.told == []
    assert {table: len(found) for table, found in lines.items()} == {
        "unit": 2, "position": 2, "person": 2, "appointment": 2, "procedure": 3, "competence": 1,
        "instrument": 1, "grant": 1, "delegation_plan": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        "01/07/2025", "1/7/2025", "01-07-2025", "1.7.2025", "ngày 01 tháng 7 năm 2025",
        "2025-07-01", "2025-07-01T00:00:00", " 01/07/2025 ", date(2025, 7, 1),
        datetime.fromisoformat("2025-07-01T08:30"), 45839,
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_form(written: object) -> None:
    [line], wrong = units(["T1", "Sở", written])
    assert wrong == []
    assert line.told["valid_from"] == MIDNIGHT


def test_a_last_day_ends_with_its_midnight() -> None:
    [line], _ = units(["T1", "Sở", BEGUN, "31/12/2026"], head=[*UNITS, "Đến hết ngày"])
    assert line.told["valid_to"] == datetime(2027, 1, 1, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("31/02/2025", "không có ngày “31/02/2025” trong lịch"),
        ("07/2025", "hãy ghi dạng ngày/tháng/năm, ví dụ 01/07/2025"),
        ("1/7/25", "“1/7/25” không là ngày"),
        (True, "không là ngày"),
        (Formula("=TODAY()"), "ô chứa công thức =TODAY(); hãy dán lại giá trị"),
        (Broken("#N/A"), "ô đang báo lỗi #N/A"),
        (None, "ô để trống; hãy ghi giá trị"),
    ],
)
def test_what_is_no_day_is_named_by_sheet_row_and_column(written: object, said: str) -> None:
    lines, [wrong] = units(["T0", "Sở", BEGUN], ["T1", "Sở", written])
    assert [line.told["code"] for line in lines] == ["T0"]
    assert wrong.startswith("Trang “Đơn vị”, dòng 3, cột “Từ ngày”: ")
    assert said in wrong


@pytest.mark.parametrize(
    "head",
    [
        ["MÃ ĐỊNH DANH", "tên  đơn vị", "Từ ngày:"],
        [unicodedata.normalize("NFD", title) for title in UNITS],
        [old(title) for title in UNITS],
        ["Ma dinh danh", "Ten don vi", "Tu ngay"],
        ["STT", "Mã định danh", "Tên đơn vị", "Hiệu lực từ", "Ghi chú"],
    ],
    ids=["case", "decomposed", "tcvn3", "bare", "other words"],
)
def test_headings_are_known_however_they_are_typed(head: Sequence[object]) -> None:
    row = ["T1", "Sở", BEGUN] if len(head) == 3 else [1, "T1", "Sở", BEGUN, "xem lại"]
    [line], wrong = units(["Danh mục đơn vị"], head, row, head=[None])
    assert wrong == []
    assert (line.row, line.told["code"], line.told["valid_from"]) == (4, "T1", MIDNIGHT)


def test_what_stands_under_old_headings_is_old_too() -> None:
    head = [old(title) for title in UNITS]
    [line, other], wrong = units(
        ["T1", old("Sở Tư pháp"), BEGUN], ["T2", "Sở Nội vụ", BEGUN], head=head
    )
    assert wrong == []
    assert from_tcvn3(old("Sở Tư pháp")) != old("Sở Tư pháp")
    assert (line.told["name"], other.told["name"]) == ("Sở Tư pháp", "Sở Nội vụ")


def test_decomposed_and_broken_text_is_kept_whole_and_composed() -> None:
    [line], _ = units(["T1", unicodedata.normalize("NFD", "Sở\nTư\u00a0pháp "), BEGUN])
    assert line.told["name"] == "Sở Tư pháp"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("S\x00ở", "ký tự điều khiển"),
        ("Trung taâm Vaên hoùa Ñöùc Thaéng", "ô viết bằng phông chữ VNI"),
        ("Sở " * 1000, "hãy rút còn nhiều nhất 2000 ký tự"),
    ],
)
def test_text_that_cannot_be_kept_is_refused(name: str, said: str) -> None:
    lines, [wrong] = units(["T1", name, BEGUN])
    assert lines == []
    assert said in wrong


def test_missing_unknown_and_double_columns_are_named() -> None:
    _, wrong = units(["T1", BEGUN], head=["Mã định danh", "Từ ngày"])
    assert wrong == [
        "Trang “Đơn vị”, dòng 1, cột “Tên đơn vị”: thiếu cột này; hãy thêm cột với đúng tiêu đề đó."
    ]
    _, wrong = units(head=[*UNITS, "Tên đơn vị", "Màu"])
    assert ["cột “Tên đơn vị”: không có" in wrong[0], "cột “Màu”: không có" in wrong[1]] == [
        True,
        True,
    ]


def test_merged_cells_are_named_unless_they_are_the_title() -> None:
    cells: list[list[object]] = [["Danh mục"], [*UNITS], ["T1", "Sở", BEGUN]]
    faults = Faults()
    assert read_lines([Typed("Đơn vị", cells, [("A1:C1", 1, 1)])], faults)["unit"]
    assert not len(faults)
    read_lines([Typed("Đơn vị", cells, [("B3:B4", 3, 4)])], faults)
    assert "các ô B3:B4 bị gộp; hãy bỏ gộp ô" in faults.told[0].in_words()


def test_sheets_are_known_by_name_or_named() -> None:
    faults = Faults()
    read_lines([Typed("Sheet2", []), Typed("don-vi", [UNITS]), Typed("ĐƠN VỊ", [UNITS])], faults)
    assert "trùng với trang “don-vi”" in faults.told[0].in_words()
    faults = Faults()
    read_lines([Typed("Tổng hợp", [["x"]])], faults)
    assert "Trang “Tổng hợp”: trang này không thuộc danh mục thẩm quyền" in (
        faults.told[0].in_words()
    )
    faults = Faults()
    read_lines([Typed("Đơn vị", [["x"], ["y"]])], faults)
    assert "không thấy dòng tiêu đề cột; hãy thêm dòng tiêu đề gồm: Mã định danh" in (
        faults.told[0].in_words()
    )
    faults = Faults()
    read_lines([], faults)
    assert faults.told[0].in_words() == "Tệp: tệp không có trang nào; hãy chọn lại tệp."


def test_the_first_faults_are_told_and_the_rest_counted() -> None:
    faults = Faults()
    rows = [[None, "Sở", BEGUN]] * (MOST_TOLD + 7)
    read_lines([Typed("Đơn vị", [UNITS, *rows])], faults)
    assert (len(faults.told), faults.more, len(faults)) == (MOST_TOLD, 7, MOST_TOLD + 7)


def test_numbers_where_codes_are_wanted_are_mended_or_refused() -> None:
    rows = city()
    rows["Thủ tục"][1][0] = 3.00001
    rows["Thủ tục"][2][0] = 3000002
    rows["Người"][1][0] = 1175000001
    faults = Faults()
    lines = read_lines(typed(rows), faults)
    assert lines["procedure"][0].told["code"] == "3.000010"
    assert [f"{fault.sheet} {fault.row}" for fault in faults.told] == ["Người 2", "Thủ tục 3"]
    assert "hãy định dạng cột là Văn bản rồi nhập lại đủ 12 chữ số" in faults.told[0].in_words()
