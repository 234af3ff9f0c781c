"""A finished step of a dossier, as attestations and pages tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class StepDone:
    """Which element, its name, when (UTC), and the title of the position that did it."""

    element: str
    name: str
    at: datetime
    position: str | None
