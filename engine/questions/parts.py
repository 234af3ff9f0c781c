"""The parts that screens are made of, as small frozen values in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.core.dossier import Party
from engine.core.move import TaskRef


@dataclass(frozen=True, slots=True)
class DossierHead:
    """What stands above every page of a dossier."""

    id: UUID
    code: str
    procedure_title: str
    procedure_code: str | None
    unit_name: str
    applicant: Party
    submitter: Party | None
    received_at: datetime
    due_at: datetime | None
    remaining: str
    status_words: str
    accountable_name: str | None
    lookup_code: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper handed in. `title` is its component's; `size` in bytes."""

    id: UUID
    title: str
    name: str
    media_type: str
    size: int


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of ours; `number_text` is "07/BS-UBND" once it has a number."""

    id: UUID
    title: str
    status_words: str
    released: bool
    number_text: str | None
    size: int


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the dossier's way. `state` is done | now | next."""

    name: str
    state: str
    note: str | None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened, in plain words."""

    at: datetime
    says: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """An open task: who may do it, and how long is left."""

    ref: TaskRef
    step_name: str
    who: str
    remaining: str


@dataclass(frozen=True, slots=True)
class AttemptView:
    """A signature in the making. `status` is begun | made | finished | refused."""

    id: UUID
    status: str
    trouble: str | None
    tries: int
    next_try_at: datetime | None
    since: datetime


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Remaining time in words, and whether it presses. Without a due time nothing presses."""

    words: str
    overdue: bool
    urgent: bool
