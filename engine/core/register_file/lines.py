"""From the raw cells of a sheet to typed lines; every fault is noted and reading goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.core.old_letters import as_tcvn3, from_tcvn3, in_vni
from engine.core.register_file.days import day, last_day
from engine.core.register_file.faults import Faults, Unfit
from engine.core.register_file.headings import Head, head_in, sheet_named
from engine.core.register_file.sheets import SHEETS, Sheet
from engine.say import say

HEAD_WITHIN = 15
"""Rows among which the headings are looked for: titles may stand above."""
MOST_ROWS = 200_000
"""Lines of a whole file."""
_REMEMBERED = 50_000


class RawSheet(Protocol):
    """A sheet as the workbook gives it: rows with their numbers, empty cells as None."""

    @property
    def name(self) -> str: ...
    def rows(self) -> Iterator[tuple[int, Sequence[object]]]: ...
    def merged(self) -> Sequence[tuple[str, int, int]]:
        """Ranges of merged cells: as written, first and last row."""
        ...

    def day_of(self, number: float) -> datetime | None:
        """The day that a number means in a column of days."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """One row: what it says by the sheet's columns; a column that is not there says nothing."""

    sheet: Sheet
    row: int
    told: Mapping[str, object]


def read_lines(sheets: Sequence[RawSheet], faults: Faults) -> dict[str, list[Line]]:
    """Lines by table. What is wrong is added to `faults`; a wrong line is left out."""
    found: dict[str, list[Line]] = {}
    named: dict[str, str] = {}
    rows = 0
    for raw in sheets:
        sheet = sheet_named(raw.name)
        if sheet is None:
            if any(True for _ in raw.rows()):
                titles = ", ".join(each.title for each in SHEETS)
                faults.add(
                    raw.name, 0, "",
                    say("trang này không thuộc danh mục thẩm quyền"),
                    say("hãy đổi tên thành một trong: %(titles)s, hoặc xóa trang", titles=titles),
                )  # fmt: skip
            continue
        if sheet.table in named:
            faults.add(
                raw.name, 0, "",
                say("trang này trùng với trang “%(other)s”", other=named[sheet.table]),
                say("hãy gộp hai trang làm một"),
            )  # fmt: skip
            continue
        named[sheet.table] = raw.name
        lines = found.setdefault(sheet.table, [])
        for line in _lines(raw, sheet, faults):
            lines.append(line)
            rows += 1
            if rows > MOST_ROWS:
                faults.add(
                    raw.name, line.row, "",
                    say("tệp có hơn %(most)s dòng", most=MOST_ROWS),
                    say("hãy tách thành nhiều tệp rồi nạp lần lượt"),
                )  # fmt: skip
                return found
    if not named and not len(faults):
        faults.add("", 0, "", say("tệp không có trang nào"), say("hãy chọn lại tệp"))
    return found


def _lines(raw: RawSheet, sheet: Sheet, faults: Faults) -> Iterator[Line]:
    head: Head | None = None
    before = 0
    for number, row in raw.rows():
        if head is None:
            before += 1
            head = head_in(sheet, number, row)
            if head is None:
                if before >= HEAD_WITHIN:
                    break
                continue
            if not _complete(raw, sheet, head, faults):
                return
            continue
        if all(cell is None or cell == "" for cell in row):
            continue
        if (told := _told(raw, head, number, row, faults)) is not None:
            yield Line(sheet, number, told)
    if head is None and before:
        required = ", ".join(column.title for column in sheet.columns if column.required)
        faults.add(
            raw.name, 0, "",
            say("không thấy dòng tiêu đề cột"),
            say("hãy thêm dòng tiêu đề gồm: %(required)s", required=required),
        )  # fmt: skip


def _complete(raw: RawSheet, sheet: Sheet, head: Head, faults: Faults) -> bool:
    """Whether all required columns are there and no cells are merged below the headings."""
    ok = True
    present = {column.key for _, column in head.columns}
    for column in sheet.columns:
        if column.required and column.key not in present:
            faults.add(
                raw.name, head.row, column.title,
                say("thiếu cột này"), say("hãy thêm cột với đúng tiêu đề đó"),
            )  # fmt: skip
            ok = False
    for title in head.unknown:
        titles = ", ".join(c.title for c in sheet.columns if c.key not in present)
        faults.add(
            raw.name, head.row, title,
            say("không có cột nào tên như vậy"),
            say("hãy xóa cột hoặc sửa thành một trong: %(titles)s", titles=titles),
        )  # fmt: skip
        ok = False
    for written, _, last in raw.merged():
        if last >= head.row:
            faults.add(
                raw.name, 0, "",
                say("các ô %(cells)s bị gộp", cells=written),
                say("hãy bỏ gộp ô và ghi giá trị vào từng dòng"),
            )  # fmt: skip
            ok = False
    return ok


def _told(
    raw: RawSheet, head: Head, number: int, row: Sequence[object], faults: Faults
) -> Mapping[str, object] | None:
    told: dict[str, object] = {}
    wrong = False
    for place, column in head.columns:
        cell = row[place] if place < len(row) else None
        if isinstance(cell, str):
            if (column.key, cell) in head.read:
                told[column.key] = head.read[column.key, cell]
                continue
            written, cell = cell, _in_unicode(cell, head.old_letters).strip()
        elif column.read in (day, last_day) and type(cell) in (int, float):
            cell = raw.day_of(cell) or cell  # type: ignore[arg-type]
        if cell is None or cell == "":
            told[column.key] = None
            if column.required:
                faults.add(
                    raw.name, number, column.title, say("ô để trống"), say("hãy ghi giá trị")
                )
                wrong = True
            continue
        try:
            value = told[column.key] = column.read(cell)
            if isinstance(cell, str) and len(head.read) < _REMEMBERED:
                head.read[column.key, written] = value
        except Unfit as unfit:
            faults.add(raw.name, number, column.title, unfit.cause, unfit.cure)
            wrong = True
    return None if wrong else told


def _in_unicode(cell: str, old_letters: bool) -> str:
    if cell.isascii() or in_vni(cell):
        return cell
    return (as_tcvn3(cell) if old_letters else from_tcvn3(cell)) or cell
