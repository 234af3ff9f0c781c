"""Workbooks and CSV files as the hostile things that they may be."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from engine.core.register_file.cells import Broken, Formula
from engine.errors import UploadRefused
from engine.outside import register_book
from engine.outside.register_book import open_book, open_folder
from tests.factories.register_book import city, xlsx

DAY = datetime.fromisoformat("2025-07-01")


def cells(data: bytes, name: str = "a.xlsx") -> dict[str, list[tuple[int, list[object]]]]:
    with open_book(data, name) as book:
        return {
            sheet.name: [(row, list(values)) for row, values in sheet.rows()]
            for sheet in book.sheets
        }


def saved(fill: Callable[[Workbook], object]) -> bytes:
    book = load_workbook(BytesIO(xlsx({"Đơn vị": [["Mã định danh"]]})))
    fill(book)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def rezipped(data: bytes, part: str, content: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(written, "w", 8) as new:
        for info in old.infolist():
            new.writestr(info.filename, content if info.filename == part else old.read(info))
    return written.getvalue()


def test_text_numbers_days_formulas_and_errors_are_told_apart() -> None:
    def fill(book: Workbook) -> None:
        page = book.worksheets[0]
        page.append(["chữ", 7, date(2025, 7, 1), "=A1", "#N/A", "  ", None, True])

    [_, (row, values)] = cells(saved(fill))["Đơn vị"]
    assert row == 2
    assert values[:4] == ["chữ", 7, DAY, Formula("=A1")]
    assert values[4:8] == [Broken("#N/A"), None, None, True]


def test_days_count_from_1904_where_the_file_says_so() -> None:
    def fill(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        book.worksheets[0].append([date(2025, 7, 1)])

    data = saved(fill)
    assert cells(data)["Đơn vị"][1][1][0] == DAY
    with open_book(data, "a.xlsx") as book:
        assert book.sheets[0].day_of(44377) == DAY
        assert book.sheets[0].day_of(1e12) is None


def test_merged_ranges_are_found_wherever_they_stand() -> None:
    def fill(book: Workbook) -> None:
        page = book.worksheets[0]
        for _ in range(3000):
            page.append(["dòng"])
        page.merge_cells("A1:C1")
        page.merge_cells("B20:B22")

    with open_book(saved(fill), "a.xlsx") as book:
        assert sorted(book.sheets[0].merged()) == [("A1:C1", 1, 1), ("B20:B22", 20, 22)]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "rỗng"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "bảng tính kiểu cũ (.xls) hoặc có mật khẩu"),
        (b"PK\x03\x04" + b"x" * 600, "bị hỏng, không đọc được"),
        (b"%PDF-1.7\x00", "không phải bảng tính .xlsx hay CSV mã UTF-8"),
        ("Mã;Tên\nà;b".encode("cp1258", "replace") + b"\xff", "không phải bảng tính .xlsx"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UploadRefused) as refused:
        cells(data)
    assert said in refused.value.sentence


def test_a_zip_of_something_else_is_refused() -> None:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as other:
        other.writestr("word/document.xml", "<w/>")
    with pytest.raises(UploadRefused, match="không phải bảng tính"):
        cells(written.getvalue())


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    data = rezipped(xlsx(city()), "xl/worksheets/sheet1.xml", b"<a>" + b" " * 3_000_000)
    monkeypatch.setattr(register_book, "UNPACKED", 2_000_000)
    with pytest.raises(UploadRefused, match="giải nén ra quá lớn"):
        cells(data)


@pytest.mark.parametrize(
    "content",
    [
        b"<worksheet",
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b"<worksheet><sheetData><row><c><v>&nope;</v></c></row></sheetData></worksheet>",
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="s"><v>999999</v></c></row></sheetData></worksheet>',
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="99999999"><c r="A99999999"><v>1</v></c></row></sheetData></worksheet>',
    ],
    ids=["cut", "entities", "no such text", "row beyond the sheet"],
)
def test_a_forged_sheet_is_refused_not_believed(content: bytes) -> None:
    with pytest.raises(UploadRefused, match="bị hỏng"):
        cells(rezipped(xlsx(city()), "xl/worksheets/sheet1.xml", content))


def test_csv_is_read_with_its_separator_and_mark(tmp_path: Path) -> None:
    for separator in ";,\t":
        data = f"\ufeffMã định danh{separator}Tên\r\n\r\nT1{separator}=A1\r\n".encode()
        assert cells(data, "don-vi.csv") == {
            "don-vi": [(1, ["Mã định danh", "Tên"]), (3, ["T1", "=A1"])]
        }
    (tmp_path / "nguoi.csv").write_text("Số định danh\n1\n", "utf-16")
    with open_folder(tmp_path) as book:
        assert [sheet.name for sheet in book.sheets] == ["nguoi"]
    with pytest.raises(UploadRefused, match="không có tệp CSV nào"), open_folder(tmp_path / "x"):
        pass
