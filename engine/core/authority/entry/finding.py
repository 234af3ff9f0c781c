"""One thing that speaks against an instrument as it is written."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Finding:
    """`field` is where it stands in what was entered ("number", "lines.0.to"); `says` one sentence.

    What is not `grave` is a warning.
    """

    field: str
    says: str
    grave: bool = True

    def at(self, place: int) -> Finding:
        """The same, of the line at this place."""
        return replace(self, field=f"lines.{place}.{self.field}")
