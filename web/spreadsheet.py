"""Tables as files that an office's Excel opens rightly: XLSX, and CSV for everything else.

XLSX by openpyxl. CSV in UTF-8 with a byte order mark, or Excel would read it as an old code page
and break every diacritic; with semicolons, because decimals are written with a comma here; and
without Excel's own `sep=` line, because with one Excel forgets the mark.

Text that begins like a formula stays text: names come from outside.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from itertools import chain
from typing import TypeAlias

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from engine.core.vietnamese import LOCAL, format_date, format_time

Cell: TypeAlias = str | int | float | date | datetime | None
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Table:
    """`about` stands above: period, unit, who made it, when."""

    title: str
    about: Sequence[tuple[str, Cell]]
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def as_xlsx(table: Table) -> bytes:
    """Numbers are numbers and days are days; the head stays in sight."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Bao cao"
    lines: list[Sequence[Cell]] = [(table.title,), *table.about, (), table.head, *table.rows]
    head = len(table.about) + 3
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line, start=1):
            _fill(sheet.cell(number, place), value)
            if number in (1, head, len(lines)):
                sheet.cell(number, place).font = Font(bold=True, size=14 if number == 1 else 11)
            if number == head:
                sheet.cell(number, place).alignment = Alignment(wrap_text=True, vertical="top")
    for place in range(1, len(table.head) + 1):
        texts = [str(line[place - 1] or "") for line in table.rows]
        width = max([12, *(len(text) + 2 for text in texts)])
        sheet.column_dimensions[get_column_letter(place)].width = min(width, _WIDEST)
    sheet.freeze_panes = sheet.cell(head + 1, 2)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(cell: SheetCell, value: Cell) -> None:
    if isinstance(value, datetime):
        # A sheet knows no zones: what it shows is the office's clock.
        cell.value = value.astimezone(LOCAL).replace(tzinfo=None, microsecond=0)
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, date):
        cell.value = value
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"  # else "=…" would be a formula
        cell.quotePrefix = value.startswith(_FORMULA)
    else:
        cell.value = value
        if isinstance(value, float):
            cell.number_format = "0.00"
        elif isinstance(value, int):
            cell.number_format = "#,##0"


def as_csv(table: Table) -> bytes:
    """The same lines."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([_text(table.title)])
    for name, value in table.about:
        writer.writerow([_text(name), _text(value)])
    writer.writerow([])
    writer.writerow([_text(name) for name in table.head])
    for row in table.rows:
        writer.writerow([_text(value) for value in row])
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """A table that is too long to be held, for a stream; nothing stands above the head."""
    yield b"\xef\xbb\xbf"
    for row in chain((head,), rows):
        written = StringIO()
        line = [_text(value) for value in row]
        csv.writer(written, delimiter=";", lineterminator="\r\n").writerow(line)
        yield written.getvalue().encode()


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{format_date(value)} {format_time(value)}"
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return str(value)
