"""One file under way: its records so far, what the register knows beside them, what is wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.core.register_file.faults import Faults
from engine.core.register_file.known import Known
from engine.core.register_file.lines import Line
from engine.core.vietnamese import LOCAL, format_date


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as the file says it; a column that is not in `told` was not said."""

    table: str
    id: UUID
    told: Mapping[str, Any]
    line: Line

    @property
    def label(self) -> str:
        """How people know the line: its key."""
        parts = (self.line.told.get(key) for key in self.line.sheet.key)
        return " · ".join(_shown(part) for part in parts if part is not None)


@dataclass(slots=True)
class Reading:
    """One file under way: what is known beside it, and what was found so far."""

    known: Known
    faults: Faults
    entries: dict[str, dict[UUID, Entry]] = field(default_factory=dict)
    issued: dict[str, list[tuple[UUID, UUID, datetime]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Instruments by number: id, issuer, day."""

    def has(self, table: str, record_id: UUID) -> bool:
        """In the file or in the register."""
        return record_id in self.entries.get(table, {}) or self.known.has(table, record_id)

    def fault(self, line: Line, key: str, cause: str, cure: str) -> None:
        """Something wrong in one column of a line."""
        titles = {column.key: column.title for column in line.sheet.columns}
        self.faults.add(line.sheet.title, line.row, titles.get(key, ""), cause, cure)


def _shown(part: object) -> str:
    return format_date(part.astimezone(LOCAL)) if isinstance(part, datetime) else str(part)
