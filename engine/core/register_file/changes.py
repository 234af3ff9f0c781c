"""What a file would change in the register: new, corrected, ended, unchanged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from engine.core.authority.unit_kinds import UnitKind
from engine.core.register_file.known import TABLES, Known, Row
from engine.core.register_file.reading import Entry
from engine.core.register_file.sheets import SHEETS
from engine.core.vietnamese import LOCAL, format_date
from engine.say import marked, say

_DEFAULTS: Mapping[str, Any] = {
    "kind": UnitKind.OTHER.value,
    "roles": [],
    "powers": [],
    "qualifications": [],
    "acting": False,
    "collective": False,
    "state": "in_force",
    "exclusive": False,
    "deputies_may_sign": True,
    "on_end": "return_to_delegator",
}


_NAMES = ("name", "title", "full_name")


class Kind(StrEnum):
    NEW = "new"
    CORRECTED = "corrected"
    ENDED = "ended"
    UNCHANGED = "unchanged"


KIND_WORDS = {
    Kind.NEW: marked("mới"),
    Kind.CORRECTED: marked("sửa"),
    Kind.ENDED: marked("kết thúc"),
    Kind.UNCHANGED: marked("không đổi"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """`row` is the whole record as it will be known, in the order of `TABLES`."""

    kind: Kind
    entry: Entry
    row: Row
    former: Row | None

    def in_words(self) -> str:
        """`Đơn vị H26.17: Tên đơn vị “A” → “B”`; of a new record its name, where it has one."""
        named = f"{self.entry.line.sheet.title} {self.entry.label}"
        if self.former is None:
            name = next((self.entry.told[key] for key in _NAMES if key in self.entry.told), None)
            return f"{named}: {name}" if name else named
        return f"{named}: {'; '.join(self._differences(self.former))}"

    def _differences(self, former: Row) -> Iterator[str]:
        titles = {column.key: column.title for column in self.entry.line.sheet.columns}
        for column, before, after in zip(TABLES[self.entry.table], former, self.row, strict=True):
            if before == after or column in ("search_text", "name_key"):
                continue
            title = titles.get(column)
            if title is None:
                yield say("nơi được dẫn tới đã đổi")
            else:
                yield say(
                    "%(title)s “%(before)s” → “%(after)s”",
                    title=title,
                    before=_shown(column, before),
                    after=_shown(column, after),
                )


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be written, and how many records of each table are of which kind."""

    written: tuple[Change, ...]
    counts: Mapping[str, Mapping[Kind, int]]

    @property
    def nothing(self) -> bool:
        """The register already says all that the file says."""
        return not self.written

    def of(self, kind: Kind, most: int) -> list[str]:
        """The first of one kind, in words."""
        found = (change for change in self.written if change.kind is kind)
        return [change.in_words() for change, _ in zip(found, range(most), strict=False)]

    def total(self, kind: Kind) -> int:
        """Over all tables."""
        return sum(counts[kind] for counts in self.counts.values())


def changes_of(entries: Mapping[str, Mapping[UUID, Entry]], known: Known) -> Changes:
    """Compare record by record. What the file does not name stays as it is."""
    written: list[Change] = []
    counts: dict[str, Counter[Kind]] = {}
    for sheet in SHEETS:
        count = counts.setdefault(sheet.table, Counter(dict.fromkeys(Kind, 0)))
        former = known.rows.get(sheet.table, {})
        for change in _compared(entries.get(sheet.table, {}).values(), former):
            count[change.kind] += 1
            if change.kind is not Kind.UNCHANGED:
                written.append(change)
    return Changes(tuple(written), counts)


def _compared(entries: Iterable[Entry], known: Mapping[UUID, Row]) -> Iterator[Change]:
    for entry in entries:
        former = known.get(entry.id)
        row = _row(entry, former)
        if former is None:
            yield Change(Kind.NEW, entry, row, None)
        elif row == former:
            yield Change(Kind.UNCHANGED, entry, row, former)
        else:
            yield Change(_kind(entry.table, former, row), entry, row, former)


def _row(entry: Entry, former: Row | None) -> Row:
    columns = TABLES[entry.table]
    said = {k: _DEFAULTS.get(k) if v is None else v for k, v in entry.told.items()}
    kept = dict(zip(columns, former, strict=True)) if former else _DEFAULTS
    row = {column: said[column] if column in said else kept.get(column) for column in columns}
    if entry.table == "instrument" and row["state_since"] is None:
        row["state_since"] = row["valid_from"]
    if entry.table == "grant" and not row["procedures"]:
        row["procedures"] = None
    return tuple(row[column] for column in columns)


def _kind(table: str, former: Row, row: Row) -> Kind:
    """A record is ended where nothing but its end has come."""
    changed = [c for c, a, b in zip(TABLES[table], former, row, strict=True) if a != b]
    if changed == ["valid_to"] and former[-1] is None:
        return Kind.ENDED
    return Kind.CORRECTED


def _shown(column: str, value: Any) -> str:
    if value is None or value == []:
        return "–"
    if isinstance(value, datetime):
        day = value - timedelta(days=1) if column == "valid_to" else value
        return format_date(day.astimezone(LOCAL))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return say("có") if value else say("không")
    return str(value)
