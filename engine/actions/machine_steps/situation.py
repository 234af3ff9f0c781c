"""What a machine step is given, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.core.acts import Records
from engine.core.authority.register import Register
from engine.core.dossier import Document, Dossier, Task


@dataclass(frozen=True, slots=True)
class Situation:
    """The dossier at the step, read beforehand; a step opens no transaction of its own."""

    dossier: Dossier
    task: Task
    document: Document
    register: Register
    now: datetime


@dataclass(frozen=True, slots=True)
class Done:
    """The rows that the step leaves."""

    records: Records
