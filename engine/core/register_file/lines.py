"""From the raw cells of a sheet to typed lines; every fault is noted and reading goes on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from engine.core.old_letters import as_tcvn3, from_tcvn3
from engine.core.register_file.cells import day, last_day
from engine.core.register_file.faults import Faults, Unfit
from engine.core.register_file.sheets import SHEETS, Column, Sheet
from engine.core.vietnamese import fold
from engine.say import say

HEAD_WITHIN = 15
"""Rows among which the headings are looked for: titles may stand above."""
MOST_ROWS = 200_000
"""Lines of a whole file."""
_ASIDE = {"stt", "so thu tu", "ghi chu", "tt"}
"""Columns that offices keep for themselves."""
_PUNCTUATION = re.compile(r"[\W_]+")


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


@dataclass(frozen=True, slots=True)
class _Head:
    row: int
    columns: tuple[tuple[int, Column], ...]
    old_letters: bool
    """The headings are in TCVN3, and so is what stands below."""
    unknown: tuple[str, ...]


def read_lines(sheets: Sequence[RawSheet], faults: Faults) -> dict[str, list[Line]]:
    """Lines by table. What is wrong is added to `faults`; a wrong line is left out."""
    found: dict[str, list[Line]] = {}
    named: dict[str, str] = {}
    rows = 0
    for raw in sheets:
        sheet = _sheet_named(raw.name)
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
    head: _Head | None = None
    before = 0
    for number, row in raw.rows():
        if head is None:
            before += 1
            head = _head_in(sheet, number, row)
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


def _complete(raw: RawSheet, sheet: Sheet, head: _Head, faults: Faults) -> bool:
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
    raw: RawSheet, head: _Head, number: int, row: Sequence[object], faults: Faults
) -> Mapping[str, object] | None:
    told: dict[str, object] = {}
    wrong = False
    for place, column in head.columns:
        cell = row[place] if place < len(row) else None
        if isinstance(cell, str):
            cell = _in_unicode(cell, head.old_letters).strip()
        elif isinstance(cell, int | float) and column.read in (day, last_day):
            cell = raw.day_of(cell) or cell
        if cell is None or cell == "":
            told[column.key] = None
            if column.required:
                faults.add(
                    raw.name, number, column.title, say("ô để trống"), say("hãy ghi giá trị")
                )
                wrong = True
            continue
        try:
            told[column.key] = column.read(cell)
        except Unfit as unfit:
            faults.add(raw.name, number, column.title, unfit.cause, unfit.cure)
            wrong = True
    return None if wrong else told


def _in_unicode(cell: str, old_letters: bool) -> str:
    if cell.isascii():
        return cell
    return (as_tcvn3(cell) if old_letters else from_tcvn3(cell)) or cell


def _sheet_named(name: str) -> Sheet | None:
    for asked in _as_written(name):
        for sheet in SHEETS:
            if asked in map(_plain, (sheet.title, *sheet.also, sheet.table)):
                return sheet
    return None


def _head_in(sheet: Sheet, number: int, row: Sequence[object]) -> _Head | None:
    """The headings, if this row holds most of the required ones."""
    by_title = {
        _plain(title): column
        for column in reversed(sheet.columns)
        for title in (*column.also, column.title)
    }
    found: dict[str, tuple[int, Column]] = {}
    unknown: list[str] = []
    old = False
    for place, cell in enumerate(row):
        if not isinstance(cell, str):
            continue
        asked = [*_as_written(cell)]
        tried = next((at for at, title in enumerate(asked) if title in by_title), None)
        if tried is None:
            unknown += [cell.strip()] if asked[0] and asked[0] not in _ASIDE else []
            continue
        column = by_title[asked[tried]]
        old = old or tried > 0
        if column.key in found:
            unknown.append(cell.strip())
        else:
            found[column.key] = (place, column)
    required = [column for column in sheet.columns if column.required]
    if 2 * sum(column.key in found for column in required) < len(required):
        return None
    return _Head(number, tuple(found.values()), old, tuple(unknown))


def _as_written(title: str) -> Iterator[str]:
    """How a title may be meant: as it stands, or in TCVN3 letters."""
    yield _plain(title)
    if converted := as_tcvn3(unicodedata.normalize("NFC", title)):
        yield _plain(converted)


def _plain(title: str) -> str:
    return _PUNCTUATION.sub(" ", fold(title)).strip()
