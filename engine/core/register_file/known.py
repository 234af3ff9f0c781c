"""What the register knows, by table and id, and how a record is found by what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID, uuid5

Row: TypeAlias = tuple[Any, ...]
_OURS = UUID("6f4c3b5e-6f0b-5b0a-9d55-2d2a3c0f1e77")
"""Namespace of the ids that follow from what a file says: loading it twice is loading it once."""

TABLES: Mapping[str, tuple[str, ...]] = {
    "unit": (
        "code", "name", "kind", "parent_id", "collective_name", "abbreviation", "place",
        "search_text", "valid_from", "valid_to",
    ),
    "position": ("unit_id", "title", "rank", "roles", "powers", "valid_from", "valid_to"),
    "person": (
        "full_name", "identity", "name_key", "search_text", "qualifications", "valid_from",
        "valid_to",
    ),
    "appointment": ("person_id", "position_id", "acting", "valid_from", "valid_to"),
    "procedure": (
        "code", "title", "field", "level", "legal_total", "search_text", "valid_from", "valid_to",
    ),
    "competence": (
        "procedure", "unit_id", "position_id", "collective", "powers", "legal_basis", "valid_from",
        "valid_to",
    ),
    "instrument": (
        "number", "issued_on", "kind", "issuer_position_id", "legal_basis", "file_sha256", "state",
        "state_since", "exclusive", "deputies_may_sign", "on_end", "supersedes_id", "valid_from",
        "valid_to",
    ),
    "grant": (
        "instrument_id", "from_position_id", "to_position_id", "to_unit_id", "to_person_id",
        "qualification", "procedures", "powers", "scope", "valid_from", "valid_to",
    ),
    "delegation_plan": (
        "code", "procedure", "unit_id", "planned_number", "planned_on", "instrument_id",
        "republished_number", "republished_on", "approved_number", "approved_on", "valid_from",
        "valid_to",
    ),
}  # fmt: skip
"""The columns that a record says, in the order of the rows here."""

_KEYS: Mapping[str, tuple[str, ...]] = {
    "unit": ("code",),
    "person": ("identity",),
    "appointment": ("person_id", "position_id", "valid_from"),
    "procedure": ("code",),
    "competence": ("procedure", "unit_id", "position_id"),
    "instrument": ("number", "issuer_position_id", "issued_on"),
    "delegation_plan": ("code",),
}
"""By which a record that was entered by hand is the one in the file, too."""


@dataclass(slots=True)
class Known:
    """The records that the register knows now."""

    rows: Mapping[str, Mapping[UUID, Row]]
    recorded: Mapping[UUID, datetime] = field(default_factory=dict)
    """Since when the register knows the row of each."""
    _by_key: dict[str, dict[Row, UUID]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for table, key in _KEYS.items():
            places = [TABLES[table].index(column) for column in key]
            self._by_key[table] = {
                tuple(row[place] for place in places): record_id
                for record_id, row in self.rows.get(table, {}).items()
            }

    def id_of(self, table: str, *key: Any) -> UUID:
        """The id of the record with this key: the one it has, or the one that it will get."""
        return self.found(table, *key) or made(table, *key)

    def found(self, table: str, *key: Any) -> UUID | None:
        """The id of a record that is there."""
        return self._by_key[table].get(key)

    def has(self, table: str, record_id: UUID) -> bool:
        """Whether the register has it."""
        return record_id in self.rows.get(table, {})


def made(table: str, *key: Any) -> UUID:
    """The id that follows from a key."""
    return uuid5(_OURS, "|".join((table, *map(_written, key))))


def _written(part: Any) -> str:
    return f"{part:%Y-%m-%d}" if isinstance(part, datetime) else str(part)
