"""The rows as a workbook, with the headings that the loader knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

from engine.core.register_file.sheets import SHEETS
from engine.errors import SettingsWrong
from engine.say import say


def write_book(rows: Mapping[str, Sequence[Sequence[object]]], target: Path) -> int:
    """Write it and answer how many lines it has. Raises SettingsWrong for a place of no use."""
    book = Workbook()
    book.remove(book.active)
    written = 0
    for sheet in SHEETS:
        page = book.create_sheet(sheet.title)
        page.append([column.title for column in sheet.columns])
        for row in rows.get(sheet.title, ()):
            page.append(row)
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
