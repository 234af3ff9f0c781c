"""From lines to records and what they change: references, rules across rows, corrections."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from engine.core.register_file.changes import Changes, Kind, changes_of
from engine.core.register_file.entries import read_entries
from engine.core.register_file.faults import Faults
from engine.core.register_file.known import TABLES, Known, Row
from engine.core.register_file.lines import read_lines
from engine.core.register_file.rules import check
from engine.core.vietnamese import LOCAL
from tests.factories.register_book import BEGUN, DEPUTY, HEAD, Rows, city, typed


def told(rows: Rows, known: Known | None = None) -> tuple[Changes, list[str]]:
    faults = Faults()
    lines = read_lines(typed(rows), faults)
    reading = read_entries(lines, known or Known({}), faults)
    changes = changes_of(reading.entries, reading.known)
    check(reading, changes)
    return changes, [fault.in_words() for fault in faults.told]


def after(changes: Changes) -> Known:
    rows: dict[str, dict[Any, Row]] = {table: {} for table in TABLES}
    for change in changes.written:
        rows[change.entry.table][change.entry.id] = change.row
    return Known(rows)


def value(changes: Changes, table: str, column: str, place: int = 0) -> Any:
    found = [change for change in changes.written if change.entry.table == table]
    return found[place].row[TABLES[table].index(column)]


def test_everything_is_new_at_first_and_unchanged_afterwards() -> None:
    changes, wrong = told(city())
    assert wrong == []
    assert changes.total(Kind.NEW) == len(changes.written) == 16
    assert value(changes, "unit", "parent_id", 1) == changes.written[0].entry.id
    assert value(changes, "instrument", "state_since") == datetime(2025, 8, 1, tzinfo=LOCAL)
    assert value(changes, "grant", "procedures") == ["3.000001"]
    again, _ = told(city(), after(changes))
    assert again.nothing
    assert again.total(Kind.UNCHANGED) == 16


def test_a_correction_and_an_end_are_told_apart() -> None:
    known = after(told(city())[0])
    rows = city()
    rows["Đơn vị"][2][1] = "Sở Thử nghiệm và Đo"
    rows["Bổ nhiệm"][1][4] = date(2026, 6, 30)
    changes, wrong = told(rows, known)
    assert wrong == []
    assert (changes.total(Kind.CORRECTED), changes.total(Kind.ENDED)) == (1, 1)
    assert changes.of(Kind.CORRECTED, 9) == [
        "Đơn vị T1.01: Tên đơn vị “Sở Thử nghiệm” → “Sở Thử nghiệm và Đo”"
    ]
    assert changes.of(Kind.ENDED, 9) == [
        f"Bổ nhiệm PNOVN-{HEAD} · T1.V1 · 01/07/2025: Đến hết ngày “–” → “30/06/2026”"
    ]


def test_a_column_that_is_not_there_leaves_what_is_known() -> None:
    known = after(told(city())[0])
    rows = city()
    for row in rows["Đơn vị"]:
        del row[3]
    assert told(rows, known)[0].nothing
    rows = city()
    rows["Đơn vị"][1][3] = None
    assert told(rows, known)[0].of(Kind.CORRECTED, 9) == [
        "Đơn vị T1: Tên tập thể “Ủy ban nhân dân” → “–”"
    ]


def test_a_sheet_alone_may_name_what_the_register_has() -> None:
    known = after(told(city())[0])
    alone = {"Bổ nhiệm": [city()["Bổ nhiệm"][0], [HEAD, "T1.01.V1", "không", BEGUN, BEGUN]]}
    changes, wrong = told(alone, known)
    assert len(changes.written) == 1
    assert "vị trí đã có người giữ trong khoảng thời gian này" in wrong[0]


def _change(sheet: str, row: int, column: int, cell: object) -> Rows:
    rows = city()
    rows[sheet][row][column] = cell
    return rows


@pytest.mark.parametrize(
    ("sheet", "row", "column", "cell", "place", "said"),
    [
        ("Đơn vị", 2, 2, "T9", "Đơn vị”, dòng 3, cột “Trực thuộc", "“T9” không có trong tệp"),
        ("Đơn vị", 1, 2, "T1.01", "Đơn vị”, dòng 2, cột “Trực thuộc", "trực thuộc chính nó"),
        ("Vị trí", 1, 1, "T9", "Vị trí”, dòng 2, cột “Mã đơn vị", "“T9” không có trong tệp"),
        ("Vị trí", 1, 3, "Sếp", "Vị trí”, dòng 2, cột “Cấp”", "hãy ghi một trong: người đứng"),
        ("Người", 2, 0, HEAD, "Người”, dòng 3, cột “Số định", "trùng với dòng 2; hãy giữ lại"),
        ("Bổ nhiệm", 2, 1, "T1.V1", "Bổ nhiệm”, dòng 2, cột “Mã vị", "vị trí đã có người giữ"),
        ("Bổ nhiệm", 1, 4, date(2025, 6, 1), "Bổ nhiệm”, dòng 2, cột “Đến", "ngày cuối trước"),
        ("Thẩm quyền", 1, 0, "9.000009", "Thẩm quyền”, dòng 2, cột “Mã", "“9.000009” không có"),
        ("Thẩm quyền", 1, 4, "xử", "Thẩm quyền”, dòng 2, cột “Quyền", "“xu” không dùng được"),
        ("Văn bản", 1, 5, "thu hồi", "Văn bản”, dòng 2, cột “Trạng thái từ", "hãy ghi ngày"),
        ("Giao quyền", 1, 0, "9/QĐ", "Giao quyền”, dòng 2, cột “Số hiệu", "“9/QĐ” không có"),
        ("Giao quyền", 1, 3, None, "Giao quyền”, dòng 2, cột “Vị trí nhận", "đúng một nơi nhận"),
        ("Phương án", 1, 5, None, "Phương án”, dòng 2, cột “Quyết định công", "bước trước"),
        ("Phương án", 1, 8, None, "Phương án”, dòng 2, cột “Ngày công bố", "phải có cùng nhau"),
        ("Phương án", 1, 10, date(2025, 8, 2), "Phương án”, dòng 2, cột “Ngày phê duyệt quy",
         "ngày này trước bước trước đó (10/08/2025)"),
    ],
)  # fmt: skip
def test_what_is_wrong_between_rows_is_named(
    sheet: str, row: int, column: int, cell: object, place: str, said: str
) -> None:
    _, wrong = told(_change(sheet, row, column, cell))
    found = [each for each in wrong if place in each]
    assert found, wrong
    assert said in found[0]


def test_a_number_that_two_issuers_use_is_told_apart_by_the_giver() -> None:
    rows = city()
    rows["Văn bản"].append(
        ["12/QĐ-UBND", BEGUN, "ký thay", "T1.01.V1", "Điều 13", "có hiệu lực", BEGUN, None]
    )
    rows["Phương án"][1][6] = None
    changes, wrong = told(rows)
    assert value(changes, "grant", "instrument_id") == next(
        c.entry.id for c in changes.written if c.entry.table == "instrument"
    )
    assert wrong == [
        "Trang “Phương án”, dòng 2, cột “Quyết định ủy quyền”: có hơn một văn bản mang số "
        "“12/QĐ-UBND”; hãy ghi thêm ngày ban hành."
    ]


def test_a_number_is_used_once_a_year_by_one_issuer() -> None:
    rows = city()
    rows["Văn bản"].append([*rows["Văn bản"][1][:1], date(2025, 9, 1), *rows["Văn bản"][1][2:]])
    rows["Giao quyền"][0].append("Ngày ban hành")
    rows["Giao quyền"][1].append(date(2025, 8, 1))
    _, wrong = told(rows)
    assert [each.split(":")[0] for each in wrong] == [
        "Trang “Văn bản”, dòng 2, cột “Số hiệu”",
        "Trang “Văn bản”, dòng 3, cột “Số hiệu”",
    ]
    rows["Văn bản"][2][1] = date(2026, 9, 1)
    assert told(rows)[1] == []


def test_a_unit_stands_where_the_law_lets_it() -> None:
    rows = city()
    for row, kind in zip(
        rows["Đơn vị"],
        ("Loại đơn vị", "Ủy ban nhân dân cấp xã", "Sở, cơ quan chuyên môn"),
        strict=True,
    ):
        row.append(kind)
    wrong = told(rows)[1]
    assert [each.split(":")[0] for each in wrong] == [
        "Trang “Đơn vị”, dòng 2, cột “Loại đơn vị”",
        "Trang “Đơn vị”, dòng 3, cột “Loại đơn vị”",
    ]
    assert "không đứng dưới “Ủy ban nhân dân cấp xã” được; hãy chọn" in wrong[1]
    rows["Đơn vị"][1][-1] = "Ủy ban nhân dân cấp tỉnh"
    assert told(rows)[1] == []


def test_nobody_gives_what_they_do_not_hold_or_were_delegated() -> None:
    _, wrong = told(_change("Giao quyền", 1, 4, "3.000001; 3.000003"))
    assert wrong == [
        "Trang “Giao quyền”, dòng 2, cột “Vị trí giao”: vị trí giao không có thẩm quyền với thủ "
        "tục 3.000003; hãy sửa vị trí giao hoặc bổ sung thẩm quyền theo luật."
    ]
    rows = city()
    rows["Đơn vị"].append(["T1.02", "Sở Khác", "T1", None, BEGUN, None])
    act = ["7/QĐ-STN", BEGUN, "ủy quyền", "T1.01.V1", "Điều 14", "có hiệu lực", BEGUN, None]
    rows["Văn bản"].append(act)
    rows["Giao quyền"].append(["7/QĐ-STN", 1, "T1.01.V1", "T1.02", "3.000001", "quyết định"])
    assert "việc được ủy quyền không được giao tiếp" in told(rows)[1][0]
    rows["Văn bản"][1][2] = "phân cấp"
    assert told(rows)[1] == []


def test_a_second_holder_may_follow_the_first() -> None:
    rows = city()
    rows["Bổ nhiệm"][1][4] = date(2026, 6, 30)
    rows["Bổ nhiệm"].append([DEPUTY, "T1.V1", "không", date(2026, 7, 1), None])
    assert told(rows)[1] == []
