"""The rows as a workbook, with the headings that the loader knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from engine.core.register_file.sheets import SHEETS
from engine.errors import SettingsWrong
from engine.say import say


def write_book(rows: Mapping[str, Sequence[Sequence[object]]], target: Path) -> int:
    """Write it and answer how many lines it has. Raises SettingsWrong where it cannot be written."""
    book = Workbook(write_only=True)
    written = 0
    for sheet in SHEETS:
        page = book.create_sheet(sheet.title)
        page.append([column.title for column in sheet.columns])
        for row in rows.get(sheet.title, ()):
            page.append([_dated(page, cell) if isinstance(cell, date) else cell for cell in row])
            written += 1
    try:
        book.save(target)
    except OSError as fault:
        raise SettingsWrong(
            say(
                "Không ghi được tệp %(name)s (%(why)s); hãy chọn nơi khác.",
                name=target,
                why=fault.strerror,
            )
        ) from fault
    return written


def _dated(page: object, day: date) -> WriteOnlyCell:
    cell = WriteOnlyCell(page, value=day)
    cell.number_format = "dd/mm/yyyy"
    return cell
