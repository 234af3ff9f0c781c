"""What a unit was called at a moment: a rename keeps the unit, and its papers keep their name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.store.records.unit import UnitRow


@dataclass(frozen=True, slots=True)
class Naming:
    """How a unit is named on its papers."""

    name: str
    collective_name: str | None
    abbreviation: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that was borne until a moment, exclusive."""

    name: str
    until: datetime


def naming_at(row: UnitRow, at: datetime | None) -> Naming:
    """The names at `at`; None: those of today."""
    for each in row.former_names:
        if at is not None and at < datetime.fromisoformat(each["until"]):
            return Naming(
                each["name"], each["collective_name"], each["abbreviation"], each["place"]
            )
    return Naming(row.name, row.collective_name, row.abbreviation, row.place)


def former_names(row: UnitRow) -> tuple[FormerName, ...]:
    """The oldest first."""
    return tuple(
        FormerName(each["name"], datetime.fromisoformat(each["until"])) for each in row.former_names
    )


def renamed(row: UnitRow, until: datetime) -> list[dict[str, str | None]]:
    """The column `former_names` after today's names have ended at `until`."""
    ended = {
        "name": row.name,
        "collective_name": row.collective_name,
        "abbreviation": row.abbreviation,
        "place": row.place,
        "until": until.isoformat(),
    }
    return [*row.former_names, ended]
