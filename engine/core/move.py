"""A Move: one change of one dossier, as a value.

`engine.core.advance` makes it, `engine.store.save_move` writes it in one guarded statement.
Everything of a dossier that is written is written through a Move, claims and papers too, and
every Move raises the dossier's version by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.core.authority.register import Mandate


@dataclass(frozen=True, slots=True)
class TaskRef:
    """A task is named by its dossier and its id, addresses included."""

    dossier_id: UUID
    task_id: UUID


@dataclass(frozen=True, slots=True)
class TaskOpened:
    """A row of `task` (status open); times are aware, UTC.

    `kind` is `bpmn.values.Kind`, or "joint" for a step that several do together; each of these has
    a row of its own under it (`parent_id`), of the same element, that the diagram knows nothing of.

    `holders` are the candidates: ids of positions (or of persons, for a grant to a named person).
    `incident` says in one sentence why nobody can do it; then `holders` is empty.
    """

    id: UUID
    element: str
    kind: str
    unit_id: UUID | None
    performer: str | None
    power: str | None
    due_at: datetime | None
    budget_group: str | None
    holders: tuple[UUID, ...]
    assignee_id: UUID | None = None
    incident: str | None = None
    parent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TaskClosed:
    """An open task that ends: `status` is done or cancelled; `outcome` before|on|after its time."""

    id: UUID
    status: str
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class TaskChanged:
    """An open task that stays open: claimed, unclaimed, re-assigned, or an incident raised.
    `unit_id` only when it becomes another unit's."""

    id: UUID
    assignee_id: UUID | None
    incident: str | None = None
    unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AskedNoMore:
    """A row of `candidate` that goes: this holder is no longer asked to do this open task."""

    task_id: UUID
    holder_id: UUID


@dataclass(frozen=True, slots=True)
class TimerOpened:
    """A row of `timer`: the clock fires this task at `due_at`. `text` is the diagram's own."""

    task_id: UUID
    due_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class SubscriptionOpened:
    """A row of `subscription`: this task waits for a message with this correlation."""

    task_id: UUID
    message: str
    correlation: str


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """A row of `answer`: what a person wrote in a form, kept whole beside its form's key."""

    task_id: UUID
    form: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MandateUsed:
    """A row of `mandate`: the register's answer as it was given, for this task."""

    task_id: UUID
    mandate: Mandate


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A row of `ledger`: the legal clock stops (`ends_at` None) or a stop ends (same id)."""

    id: UUID
    kind: str
    """supplement | financial_duty | explanation."""
    policy: str
    """pause | restart."""
    starts_at: datetime
    ends_at: datetime | None
    ground: str


@dataclass(frozen=True, slots=True)
class GroupTouched:
    """A row of `budget_group`: a budget shared by steps, first entered at `started_at`."""

    key: str
    budget: str
    started_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class PaperAdded:
    """A row of `paper`: what the applicant gave. `file_sha256` names the stored bytes."""

    id: UUID
    component: str
    name: str
    media_type: str
    size: int
    pages: int | None
    file_sha256: str


@dataclass(frozen=True, slots=True)
class DocumentChanged:
    """A row of `document`, inserted or updated by id: a paper that we write."""

    id: UUID
    key: str
    kind: str
    status: str
    """draft | shown | signed | ready | sealed | released | refused | dropped."""
    task_id: UUID | None
    """The task whose signature or seal it waits for; None again once it is sent back."""
    number: int | None = None
    symbol: str | None = None
    """ký hiệu, the part of the number after the slash."""
    issued_at: datetime | None = None
    register_id: UUID | None = None
    evidence_sha256: str | None = None
    """Stored revocation evidence for both signatures, gathered before the seal."""


@dataclass(frozen=True, slots=True)
class VersionAdded:
    """A row of `document_version`: one revision of a document, by its bytes."""

    document_id: UUID
    version: int
    stage: str
    """draft | shown | signed | sealed."""
    file_sha256: str
    size: int
    mandate_id: str | None
    content_sha256: str | None = None
    """What was written, whoever signs it: a draft and the page to sign of the same content have
    the same. None for revisions that only sign or seal."""


@dataclass(frozen=True, slots=True)
class OpinionGiven:
    """A row of `opinion`: what a person says about a dossier without moving it alone.

    `task_id` is the joint task for a consultation or a vote, the initialling task for an initial.
    Of a secret ballot `value` is None: that the person voted is kept, not how.
    """

    id: UUID
    kind: str
    """consultation | vote | initial | conflict | return | comment, and withdrawal | stop for
    their reason."""
    task_id: UUID | None
    person_id: UUID
    position_id: UUID | None = None
    value: str | None = None
    reason: str | None = None
    document_id: UUID | None = None
    file_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class PersonMentioned:
    """A row of `mention`: a comment (an opinion of kind "comment") names this person."""

    opinion_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class PaperPlaced:
    """A row of `paper_place`: the paper dossier is handed to, or received by, somebody."""

    id: UUID
    kind: str
    """handed | received."""
    person_id: UUID | None
    unit_id: UUID | None


@dataclass(frozen=True, slots=True)
class BallotCast:
    """One more ballot of this choice in the box of a council's joint task."""

    task_id: UUID
    choice: str
    """agree | against | abstain."""


@dataclass(frozen=True, slots=True)
class DossierLinked:
    """A row of `dossier_link`: this dossier and another one. `relation` is the other's to this."""

    other_id: UUID
    other_code: str
    relation: str
    """parent | child | apology | related."""


@dataclass(frozen=True, slots=True)
class RatingGiven:
    """The row of `rating`, inserted or replaced: what the applicant says of the handling."""

    score: int
    """1 to 5."""
    words: str | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A row of `hand_over`: who took the result along, and how they signed for it."""

    task_id: UUID
    taker: str
    """applicant | submitter | other."""
    taker_name: str
    taker_paper: str | None = None
    signature_sha256: str | None = None
    """Of the drawn signature; None when they sign the printed line."""


@dataclass(frozen=True, slots=True)
class AttemptChanged:
    """A row of `signing_attempt`, inserted or updated by id.

    `begun_sha256` names the stored half-made signature (`signing` knows its shape); no password
    and no key ever enters it. `trouble` is what the pages show while it waits.
    """

    id: UUID
    task_id: UUID
    document_id: UUID
    kind: str
    """sign | seal."""
    status: str
    """begun | made | finished | refused."""
    shown_sha256: str
    mandate_id: str
    begun_sha256: str | None
    raw_signature: bytes | None
    tries: int
    trouble: str | None


@dataclass(frozen=True, slots=True)
class OutboxAdded:
    """A row of `outbox`: what must leave, or be done by the worker, after this Move."""

    id: UUID
    kind: str
    payload: Mapping[str, Any]
    not_before: datetime


@dataclass(frozen=True, slots=True)
class Restored:
    """The dossier's own columns as they were before the Move that is taken back, None included;
    state, facts and status come from its undo columns."""

    outcome: str | None = None
    due_at: str | None = None
    statutory_due_at: str | None = None
    apology_at: str | None = None
    extended_at: str | None = None
    timeliness: str | None = None
    finished_at: str | None = None
    accountable_id: str | None = None


@dataclass(frozen=True, slots=True)
class TaskReopened:
    """A closed row of `task` that is open again, as it was; its id is the diagram's, so it keeps
    it. The rows that its closing deleted come as parts of their own."""

    id: UUID


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """A row of `candidate` that comes back with its reopened task, or comes to an open one."""

    task_id: UUID
    holder_id: UUID
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeskRestored:
    """An open task that gets back the officer it had, since when it had them."""

    id: UUID
    assignee_id: UUID | None
    assigned_at: datetime | None
    incident: str | None


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """The row of `history` that this Move leaves: canonical bytes (RFC 8785) and two hashes.

    `hash` = SHA-256(`previous` + `canonical`); `previous` is 32 zero bytes for the first.
    `kind` names the act, so that lists need not read the bytes.
    """

    kind: str
    actor_id: UUID | None
    task_id: UUID | None
    canonical: bytes
    previous: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Move:
    """One change of one dossier. None in an optional field leaves the stored value as it is."""

    dossier_id: UUID
    version: int
    """The version that was read; the save makes it `version + 1` or raises Overtaken."""
    at: datetime
    history: HistoryEntry
    epoch: int | None = None
    """Set for acts of authority, and for those that open steps (a calendar counts their time): the
    save then also demands this epoch of the register."""
    state: bytes | None = None
    facts: Mapping[str, Any] | None = None
    status: str | None = None
    """processing | waiting_applicant | finished | stopped."""
    outcome: str | None = None
    due_at: datetime | None = None
    """By the term the agency declared, else by the law's."""
    statutory_due_at: datetime | None = None
    apology_at: datetime | None = None
    """When an apology must be drafted if nothing has come of the dossier by then."""
    extended_at: datetime | None = None
    """Set once, by the one extension that the law allows."""
    timeliness: str | None = None
    """before | on | after, of the finished dossier."""
    finished_at: datetime | None = None
    accountable_id: UUID | None = None
    unit_id: UUID | None = None
    receiving_unit_id: UUID | None = None
    """The units that take the dossier over, when units are merged or split."""
    parties: Mapping[str, UUID] | None = None
    """Every party of the dossier, when one of them has changed."""
    undo_until: datetime | None = None
    """Set when the Move may be taken back until then: the replaced state is kept."""
    idempotency_key: str | None = None
    closed: tuple[TaskClosed, ...] = ()
    opened: tuple[TaskOpened, ...] = ()
    changed: tuple[TaskChanged, ...] = ()
    unasked: tuple[AskedNoMore, ...] = ()
    asked_again: tuple[AskedAgain, ...] = ()
    timers: tuple[TimerOpened, ...] = ()
    subscriptions: tuple[SubscriptionOpened, ...] = ()
    answers: tuple[AnswerGiven, ...] = ()
    mandates: tuple[MandateUsed, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    groups: tuple[GroupTouched, ...] = ()
    papers: tuple[PaperAdded, ...] = ()
    documents: tuple[DocumentChanged, ...] = ()
    versions: tuple[VersionAdded, ...] = ()
    attempts: tuple[AttemptChanged, ...] = ()
    opinions: tuple[OpinionGiven, ...] = ()
    opinions_void: tuple[UUID, ...] = ()
    """Initials that a later edit of their document voids, comments that their author strikes."""
    mentions: tuple[PersonMentioned, ...] = ()
    paper_places: tuple[PaperPlaced, ...] = ()
    ballots: tuple[BallotCast, ...] = ()
    links: tuple[DossierLinked, ...] = ()
    ratings: tuple[RatingGiven, ...] = ()
    hand_overs: tuple[HandedOver, ...] = ()
    outbox: tuple[OutboxAdded, ...] = ()
    outbox_done: tuple[UUID, ...] = ()
    """Outbox rows that this Move settles (the machine step it records)."""
    restored: Restored | None = None
    """Set when the Move takes the one before it back; then these parts may stand with it."""
    reopened: tuple[TaskReopened, ...] = ()
    desks: tuple[DeskRestored, ...] = ()
    answers_gone: tuple[UUID, ...] = ()
    """Tasks whose answers were given by the Move that is taken back."""
    opinions_valid: tuple[UUID, ...] = ()
    """Initials that the Move had voided."""
    ledger_gone: tuple[UUID, ...] = ()
    groups_gone: tuple[str, ...] = ()
    outbox_untaken: tuple[UUID, ...] = ()
    """Outbox rows that nobody must have taken yet: else the save raises Overtaken."""
    key_gone: str | None = None
    """The page that was taken back may be sent again under its key."""
