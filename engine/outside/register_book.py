"""Workbooks and CSV files of the register, opened as the hostile things that they may be.

Rows are streamed: a sheet of a hundred thousand is never whole in memory. What the zip directory
declares bounds what is unpacked, for Python's zipfile reads no more than that.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel

from engine.core.register_file.cells import Broken, Formula
from engine.errors import UploadRefused
from engine.outside.register_csv import csv_sheets
from engine.say import say

UNPACKED = 400_000_000
"""Bytes of all parts together; the shared texts, which are kept in memory, get a part of it."""
SHARED = 100_000_000
PARTS = 500
COLUMNS = 40
"""What stands further right is nobody's."""
ROWS = 1_048_576
"""Of a sheet, by the format."""
_MERGED = re.compile(rb'mergeCell [^>]*?ref="([A-Z]{1,3}([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7}))"')
_CHUNK = 1 << 20
_OVERLAP = 100


@dataclass(frozen=True, slots=True)
class XlsxSheet:
    """A sheet of a workbook, read as often as it is asked."""

    name: str
    _sheet: Any
    _archive: zipfile.ZipFile
    _epoch: datetime

    def rows(self) -> Iterator[tuple[int, Sequence[object]]]:
        """Rows that hold something. Raises UploadRefused for XML that is none."""
        self._sheet.reset_dimensions()  # what the file claims of its size is not believed
        try:
            for number, row in enumerate(self._sheet.iter_rows(max_col=COLUMNS), start=1):
                if number > ROWS:
                    raise _damaged(self.name)
                values = [None if cell.value is None else _value(cell) for cell in row]
                if any(value is not None for value in values):
                    yield number, values
        except UploadRefused:
            raise
        except Exception as fault:  # the reader raises whatever a forged part makes it raise
            raise _damaged(self.name) from fault

    def merged(self) -> Sequence[tuple[str, int, int]]:
        """Ranges of merged cells with their rows; the streaming reader does not tell them."""
        found: dict[str, tuple[str, int, int]] = {}
        rest = b""
        with self._archive.open(self._sheet._worksheet_path) as part:
            while chunk := part.read(_CHUNK):
                for match in _MERGED.finditer(rest + chunk):
                    cells = match[1].decode()
                    found[cells] = (cells, int(match[2]), int(match[3]))
                rest = chunk[-_OVERLAP:]
        return tuple(found.values())

    def day_of(self, number: float) -> datetime | None:
        """A day that is stored as a number, counted from 1900 or from 1904 as the file says."""
        try:
            at = from_excel(number, self._epoch)
        except (OverflowError, ValueError):
            return None
        return at if isinstance(at, datetime) else None


def _value(cell: Any) -> object:
    match cell.data_type:
        case "f":
            return Formula(str(getattr(cell.value, "text", cell.value)))
        case "e":
            return Broken(str(cell.value))
    value: object = cell.value
    return None if isinstance(value, str) and not value.strip() else value


@dataclass(frozen=True, slots=True)
class Book:
    """What was opened; its sheets are read while it is open."""

    name: str
    sha256: str
    """Of a folder: of its files, one after the other."""
    sheets: Sequence[Any]


@contextmanager
def open_book(data: bytes, name: str) -> Iterator[Book]:
    """A workbook (.xlsx) or one CSV file, by its content. Raises UploadRefused."""
    if not data:
        raise UploadRefused(say("Tệp “%(name)s” rỗng; hãy chọn lại tệp.", name=name))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UploadRefused(
            say(
                "Tệp “%(name)s” là bảng tính kiểu cũ (.xls) hoặc có mật khẩu; hãy lưu lại thành "
                ".xlsx không có mật khẩu.",
                name=name,
            )
        )
    if not data.startswith(b"PK"):
        yield Book(name, sha256(data).hexdigest(), csv_sheets({Path(name).stem: data}))
        return
    with _archive(data, name) as archive:
        yield Book(name, sha256(data).hexdigest(), _sheets(data, name, archive))


@contextmanager
def open_folder(folder: Path) -> Iterator[Book]:
    """The CSV files of a folder, each the sheet of its name. Raises UploadRefused."""
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise UploadRefused(
            say("Thư mục “%(name)s” không có tệp CSV nào; hãy chọn lại.", name=folder.name)
        )
    read = {file.stem: file.read_bytes() for file in files}
    yield Book(folder.name, sha256(b"".join(read.values())).hexdigest(), csv_sheets(read))


@contextmanager
def _archive(data: bytes, name: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            shared = sum(p.file_size for p in parts if p.filename.endswith("sharedStrings.xml"))
            if unpacked > UNPACKED or shared > SHARED or len(parts) > PARTS:
                raise UploadRefused(
                    say(
                        "Tệp “%(name)s” giải nén ra quá lớn (%(size)s MB); hãy bỏ định dạng thừa "
                        "hoặc tách thành nhiều tệp.",
                        name=name,
                        size=round(unpacked / 1e6),
                    )
                )
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as fault:
        raise _damaged(name) from fault


def _sheets(data: bytes, name: str, archive: zipfile.ZipFile) -> tuple[XlsxSheet, ...]:
    if "xl/workbook.xml" not in archive.namelist():
        raise UploadRefused(
            say(
                "Tệp “%(name)s” không phải bảng tính .xlsx; hãy lưu lại từ chương trình bảng tính.",
                name=name,
            )
        )
    try:
        book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        return tuple(
            XlsxSheet(sheet.title, sheet, archive, book.epoch) for sheet in book.worksheets
        )
    except Exception as fault:  # the reader raises whatever a forged part makes it raise
        raise _damaged(name) from fault


def _damaged(name: str) -> UploadRefused:
    return UploadRefused(
        say("“%(name)s” bị hỏng, không đọc được; hãy lưu lại tệp rồi nạp lại.", name=name)
    )
