"""Which sheet is which, and which column: by its title, however it is typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.core.old_letters import as_tcvn3
from engine.core.register_file.sheets import SHEETS, Column, Sheet
from engine.core.vietnamese import fold

_ASIDE = {"stt", "so thu tu", "ghi chu", "tt"}
"""Columns that offices keep for themselves."""
_PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Head:
    row: int
    columns: tuple[tuple[int, Column], ...]
    old_letters: bool
    """The headings are in TCVN3, and so is what stands below."""
    unknown: tuple[str, ...]
    read: dict[tuple[str, str], object]
    """What texts were read as, by column: most stand in many rows."""


def sheet_named(name: str) -> Sheet | None:
    for asked in _as_written(name):
        for sheet in SHEETS:
            if asked in map(_plain, (sheet.title, *sheet.also, sheet.table)):
                return sheet
    return None


def head_in(sheet: Sheet, number: int, row: Sequence[object]) -> Head | None:
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
    return Head(number, tuple(found.values()), old, tuple(unknown), {})


def _as_written(title: str) -> Iterator[str]:
    """How a title may be meant: as it stands, or in TCVN3 letters."""
    yield _plain(title)
    if converted := as_tcvn3(unicodedata.normalize("NFC", title)):
        yield _plain(converted)


def _plain(title: str) -> str:
    return _PUNCTUATION.sub(" ", fold(title)).strip()
