"""A dossier as it was read, its pinned bundle, and the surroundings it is judged in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bpmn.values import Compiled
from engine.core.authority.register import Involvement, Register
from engine.core.clock import Calendar
from engine.core.forms import Form
from engine.core.move import AttemptChanged, DocumentChanged, LedgerEntry
from engine.core.procedure import Procedure


@dataclass(frozen=True, slots=True)
class Bundle:
    """An internal procedure as published: content-addressed, pinned by every dossier it runs."""

    sha256: str
    procedure: Procedure
    compiled: Compiled
    forms: Mapping[str, Form]
    files: Mapping[str, bytes]
    """Every file of the bundle by its path ("documents/ban_sao.typ")."""


@dataclass(frozen=True, slots=True)
class Party:
    """The applicant or the person who hands in for them (người được ủy quyền nộp)."""

    full_name: str
    identity: str | None
    """Số định danh cá nhân, or the organisation's identifier code."""
    phone: str | None
    email: str | None
    address: str | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """One dossier (hồ sơ) at one version."""

    id: UUID
    code: str
    version: int
    bundle: Bundle
    unit_id: UUID
    """The resolving unit."""
    receiving_unit_id: UUID
    parties: Mapping[str, UUID]
    """Units that performers name after "@": at least "resolving" and "receiving"."""
    status: str
    outcome: str | None
    state: bytes
    facts: Mapping[str, Any]
    applicant: Party
    submitter: Party | None
    received_at: datetime
    due_at: datetime | None
    accountable_id: UUID | None
    history_hash: bytes
    lookup_code: str
    """The secret part of the public address on the slip."""
    statutory_due_at: datetime | None = None
    extended_at: datetime | None = None
    """When its term was extended, with an apology: at most once."""


@dataclass(frozen=True, slots=True)
class Task:
    """One task of a dossier, open unless `status` says otherwise.

    A joint task (`kind` "joint") is done by several; each has a task of its own with its id as
    `parent_id`.
    """

    id: UUID
    element: str
    kind: str
    status: str
    unit_id: UUID | None
    performer: str | None
    power: str | None
    assignee_id: UUID | None
    opened_at: datetime
    due_at: datetime | None
    budget_group: str | None
    holders: tuple[UUID, ...]
    incident: str | None
    closed_at: datetime | None = None
    closed_by_id: UUID | None = None
    parent_id: UUID | None = None


JOINT = "joint"
"""Kind of a task that several do together."""
CONSULT, COUNCIL = "consult", "council"
"""What `trinhky:joint` says of it: each gives an opinion, or all vote."""


@dataclass(frozen=True, slots=True)
class Group:
    """A running budget group of the dossier."""

    key: str
    budget: str
    started_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a dossier is judged in. Read beforehand; nothing in it changes while it is used."""

    register: Register
    calendar: Calendar
    ledger: tuple[LedgerEntry, ...]
    open_tasks: tuple[Task, ...]
    groups: Mapping[str, Group]
    involvement: Involvement


@dataclass(frozen=True, slots=True)
class Version:
    """One revision of a document, by its bytes. `stage` is draft | shown | signed | sealed."""

    version: int
    stage: str
    file_sha256: str
    mandate_id: str | None
    content_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that we write, with its revisions from first to last."""

    id: UUID
    key: str
    kind: str
    status: str
    number: int | None
    symbol: str | None
    issued_at: datetime | None
    register_id: UUID | None
    evidence_sha256: str | None
    task_id: UUID | None
    versions: tuple[Version, ...]

    def latest(self, stage: str) -> Version | None:
        """The newest revision of that stage, if there is one."""
        return next((v for v in reversed(self.versions) if v.stage == stage), None)

    def row(self) -> DocumentChanged:
        """The document as a row of a Move, to be changed in part with `replace`."""
        return DocumentChanged(
            id=self.id,
            key=self.key,
            kind=self.kind,
            status=self.status,
            task_id=self.task_id,
            number=self.number,
            symbol=self.symbol,
            issued_at=self.issued_at,
            register_id=self.register_id,
            evidence_sha256=self.evidence_sha256,
        )


@dataclass(frozen=True, slots=True)
class Attempt:
    """A signature in the making; see `engine.core.move.AttemptChanged`."""

    id: UUID
    task_id: UUID
    document_id: UUID
    kind: str
    status: str
    actor_id: UUID
    shown_sha256: str
    mandate_id: str
    begun_sha256: str | None
    raw_signature: bytes | None
    tries: int
    trouble: str | None
    begun_at: datetime

    def row(self) -> AttemptChanged:
        """The attempt as a row of a Move, to be changed in part with `replace`."""
        return AttemptChanged(
            id=self.id,
            task_id=self.task_id,
            document_id=self.document_id,
            kind=self.kind,
            status=self.status,
            shown_sha256=self.shown_sha256,
            mandate_id=self.mandate_id,
            begun_sha256=self.begun_sha256,
            raw_signature=self.raw_signature,
            tries=self.tries,
            trouble=self.trouble,
        )
