"""A small city as a workbook of the register, sheet by sheet, to be made wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.utils.datetime import from_excel

Rows = dict[str, list[list[object]]]
BEGUN = date(2025, 7, 1)
HEAD, DEPUTY = "001175000001", "001180000002"


@dataclass(frozen=True)
class Typed:
    """A sheet as somebody typed it."""

    name: str
    cells: Sequence[Sequence[object]]
    ranges: Sequence[tuple[str, int, int]] = ()

    def rows(self) -> Iterator[tuple[int, Sequence[object]]]:
        for number, row in enumerate(self.cells, start=1):
            if any(cell is not None for cell in row):
                yield number, row

    def merged(self) -> Sequence[tuple[str, int, int]]:
        return self.ranges

    def day_of(self, number: float) -> datetime | None:
        at = from_excel(number)
        return at if isinstance(at, datetime) else None


_CITY: Rows = {
    "Đơn vị": [
        ["Mã định danh", "Tên đơn vị", "Trực thuộc", "Tên tập thể", "Từ ngày", "Đến hết ngày"],
        ["T1", "Ủy ban nhân dân thành phố Thử", None, "Ủy ban nhân dân", BEGUN, None],
        ["T1.01", "Sở Thử nghiệm", "T1", None, BEGUN, None],
    ],
    "Vị trí": [
        ["Mã vị trí", "Mã đơn vị", "Chức danh", "Cấp", "Vai trò", "Từ ngày"],
        ["T1.V1", "T1", "Chủ tịch", "Người đứng đầu", "leader", BEGUN],
        ["T1.01.V1", "T1.01", "Giám đốc", "người đứng đầu", "leader", BEGUN],
    ],
    "Người": [
        ["Số định danh", "Họ và tên"],
        [HEAD, "Lê Thử Nhất"],
        [DEPUTY, "Phạm Thử Hai"],
    ],
    "Bổ nhiệm": [
        ["Số định danh", "Mã vị trí", "Quyền (Q.)", "Từ ngày", "Đến hết ngày"],
        [HEAD, "T1.V1", "không", BEGUN, None],
        [DEPUTY, "T1.01.V1", "có", BEGUN, None],
    ],
    "Thủ tục": [
        ["Mã thủ tục", "Tên thủ tục", "Lĩnh vực", "Cấp", "Thời hạn", "Từ ngày"],
        ["3.000001", "Cấp giấy thử", "Thử nghiệm", "Cấp tỉnh", "05 ngày làm việc", BEGUN],
        ["3.000002", "Thu hồi giấy thử", "Thử nghiệm", "Cấp tỉnh", None, BEGUN],
        ["3.000003", "Gia hạn giấy thử", "Thử nghiệm", "Cấp tỉnh", None, BEGUN],
    ],
    "Thẩm quyền": [
        ["Mã thủ tục", "Mã đơn vị", "Mã vị trí", "Thay mặt tập thể", "Quyền", "Căn cứ", "Từ ngày"],
        ["3.000001", "T1", "T1.V1", "có", "quyết định; ký", "Luật Thử", BEGUN],
    ],
    "Văn bản": [
        ["Số hiệu", "Ngày ban hành", "Loại", "Vị trí ban hành", "Căn cứ", "Trạng thái", "Từ ngày",
         "Đến hết ngày"],
        ["12/QĐ-UBND", date(2025, 8, 1), "Ủy quyền", "T1.V1", "Điều 14", "có hiệu lực",
         date(2025, 8, 1), date(2027, 2, 28)],
    ],
    "Giao quyền": [
        ["Số hiệu văn bản", "Dòng", "Vị trí giao", "Đơn vị nhận", "Mã thủ tục", "Quyền"],
        ["12/QĐ-UBND", 1, "T1.V1", "T1.01", "3.000001", "quyết định"],
    ],
    "Phương án": [
        ["Mã phương án", "Mã thủ tục", "Đơn vị nhận", "Quyết định phê duyệt phương án",
         "Ngày phê duyệt phương án", "Quyết định ủy quyền", "Ngày quyết định ủy quyền",
         "Quyết định công bố thủ tục", "Ngày công bố thủ tục",
         "Quyết định phê duyệt quy trình nội bộ", "Ngày phê duyệt quy trình nội bộ"],
        ["PA1", "3.000001", "T1.01", "1/QĐ-UBND", date(2025, 7, 10), "12/QĐ-UBND",
         date(2025, 8, 1), "13/QĐ-UBND", date(2025, 8, 10), "14/QĐ-UBND", date(2025, 8, 20)],
        ["PA2", "3.000002", "T1.01", "1/QĐ-UBND", date(2025, 7, 10), *(None,) * 6],
    ],
}  # fmt: skip


def city() -> Rows:
    """Rows by sheet, the headings first: two units, one delegation, two plans."""
    return deepcopy(_CITY)


def typed(rows: Mapping[str, Sequence[Sequence[object]]]) -> list[Typed]:
    """The same as sheets."""
    return [Typed(name, cells) for name, cells in rows.items()]


def xlsx(rows: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """The same as a file."""
    book = Workbook()
    book.remove(book.active)
    for name, cells in rows.items():
        page = book.create_sheet(name)
        for row in cells:
            page.append(list(row))
    written = BytesIO()
    book.save(written)
    return written.getvalue()
