"""CSV files of the register: semicolons, commas or tabs; UTF-8, or UTF-16 with its mark."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.errors import UploadRefused
from engine.say import say

_SEPARATORS = ";,\t"


@dataclass(frozen=True, slots=True)
class CsvSheet:
    """One file as a sheet; everything in it is text."""

    name: str
    _text: str

    def rows(self) -> Iterator[tuple[int, Sequence[object]]]:
        """Lines that hold something, counted as an editor counts records. Raises UploadRefused."""
        first = self._text.split("\n", 1)[0]
        separator = max(_SEPARATORS, key=first.count)
        lines = self._text.splitlines(keepends=True)
        try:
            for number, row in enumerate(csv.reader(lines, delimiter=separator), start=1):
                values = [cell if cell.strip() else None for cell in row]
                if any(values):
                    yield number, values
        except csv.Error as fault:
            raise UploadRefused(
                say("“%(name)s” không phải CSV đúng dạng; hãy lưu lại tệp.", name=self.name)
            ) from fault

    def merged(self) -> Sequence[tuple[str, int, int]]:
        """A CSV file has none."""
        return ()

    def day_of(self, number: float) -> datetime | None:
        """Nor days that are numbers."""
        return None


def csv_sheets(files: Mapping[str, bytes]) -> tuple[CsvSheet, ...]:
    """Sheets by name. Raises UploadRefused for a file that is no text."""
    return tuple(CsvSheet(name, _text(name, data)) for name, data in files.items())


def _text(name: str, data: bytes) -> str:
    coding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        written = data.decode(coding)
    except UnicodeDecodeError:
        written = "\0"
    if "\0" in written:
        raise UploadRefused(
            say(
                "Tệp “%(name)s” không phải bảng tính .xlsx hay CSV mã UTF-8; hãy lưu lại dưới "
                "một trong hai dạng đó.",
                name=name,
            )
        )
    return written
