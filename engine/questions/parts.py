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
    extended_words: str | None = None
    """ "Đã gia hạn một lần lúc …", once the term has been extended."""
    timeliness_words: str | None = None
    """Trước hạn, đúng hạn or quá hạn, once it is finished."""
    paper: PaperAt | None = None
    """Where the paper dossier is, once somebody has recorded it."""


@dataclass(frozen=True, slots=True)
class PaperAt:
    """Where the paper is, in words; `person_id` has it, or, not yet `received`, is to get it."""

    words: str
    person_id: UUID | None
    received: bool


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper handed in. `title` is its component's; `size` in bytes; `version` 2 is what the
    first supplement brought; `by` scanned it (None: it came by itself)."""

    id: UUID
    title: str
    name: str
    media_type: str
    size: int
    component: str
    pages: int | None
    added_at: datetime
    by: str | None
    version: int


@dataclass(frozen=True, slots=True)
class ComponentView:
    """One component of the dossier, with what was given for it, the newest first."""

    title: str
    required: bool
    copies: int
    papers: tuple[PaperView, ...]

    @property
    def missing(self) -> bool:
        return self.required and not self.papers


@dataclass(frozen=True, slots=True)
class VersionView:
    """One revision of a document. `void` says why it no longer counts; `initials` those given to
    these very bytes."""

    version: int
    stage_words: str
    at: datetime
    by: str
    size: int
    initials: tuple[str, ...]
    void: str | None


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment: by whom, when, whom it names; struck by its author, or not."""

    id: UUID
    author_id: UUID
    author: str
    at: datetime
    text: str
    mentions: tuple[str, ...]
    struck_at: datetime | None


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document of ours; `number_text` is "07/BS-UBND" once it has a number.

    `issuer` is the agency whose form it takes; `initials` says who has initialled the draft that
    stands ("Trần Văn Minh ký nháy lúc 09:12 ngày 10/03/2026").
    """

    id: UUID
    key: str
    title: str
    status_words: str
    released: bool
    number_text: str | None
    issuer: str
    initials: tuple[str, ...]
    size: int
    versions: tuple[VersionView, ...] = ()


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the dossier's way. `state` is done | back (it sent the dossier back) | now |
    next; `unit` names the agency where it is another one than the resolving.

    `time` is what it took against its norm ("1,2 / 2 ngày làm việc"), `late` by how much too
    long. Steps that share their time have the same `group`; the first of them in a row says in
    `group_time` what they took together.
    """

    name: str
    state: str
    note: str | None
    unit: str | None = None
    time: str | None = None
    late: str | None = None
    group: str | None = None
    group_time: str | None = None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened, in plain words; `why` is the reason as it was written, if any."""

    at: datetime
    says: str
    why: str | None = None


@dataclass(frozen=True, slots=True)
class LinkView:
    """Another dossier beside this one. `relation` is parent | child | apology | related, what the
    other is to this one; `reachable` tells whether the reader may open it."""

    other_id: UUID
    code: str
    relation: str
    relation_words: str
    reachable: bool


@dataclass(frozen=True, slots=True)
class TaskLine:
    """An open task: who may do it, and how long is left; `unit` only where it is another one."""

    ref: TaskRef
    step_name: str
    who: str
    remaining: str
    unit: str | None = None


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
