"""What people, the clock and the worker do to a dossier, as values.

An action makes an act, hands its `trigger` to the diagram and the act itself to
`engine.core.advance`. An act without a trigger leaves the token where it is (a claim, a page
shown, a signature begun).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar
from uuid import UUID

from bpmn.values import Complete, Deliver, Fire, Start, Trigger
from engine.core.authority.register import Mandate
from engine.core.canonical import canonical, sha256_hex
from engine.core.dossier import Task
from engine.core.move import (
    AttemptChanged,
    DocumentChanged,
    OutboxAdded,
    PaperAdded,
    VersionAdded,
)


@dataclass(frozen=True, slots=True)
class Records:
    """Rows that an act brings along: they are written in the same statement as the move."""

    papers: tuple[PaperAdded, ...] = ()
    documents: tuple[DocumentChanged, ...] = ()
    versions: tuple[VersionAdded, ...] = ()
    attempts: tuple[AttemptChanged, ...] = ()
    outbox: tuple[OutboxAdded, ...] = ()
    outbox_done: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Base of all acts: who, at which task, with which mandate, declaring which facts."""

    kind: ClassVar[str]
    actor_id: UUID | None = None
    task: Task | None = None
    mandate: Mandate | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    records: Records = Records()
    key: str | None = None
    """Idempotency key of the page that sent it; the same key twice is the same act."""

    @property
    def trigger(self) -> Trigger | None:
        return None

    def tells(self) -> Mapping[str, Any]:
        """What the history keeps of it beside who and when: ids, hashes and codes only."""
        return {}

    def _task(self) -> Task:
        if self.task is None:
            raise ValueError(f"{type(self).__name__} needs a task")
        return self.task


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Act):
    """The desk (or later the portal) takes a dossier in; the diagram starts."""

    kind: ClassVar[str] = "received"
    bundle: str
    code: str

    @property
    def trigger(self) -> Trigger:
        return Start()

    def tells(self) -> Mapping[str, Any]:
        return {
            "bundle": self.bundle,
            "code": self.code,
            "papers": [p.file_sha256 for p in self.records.papers],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed(Act):
    """An officer takes a task of the pool (nhận xử lý)."""

    kind: ClassVar[str] = "claimed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed(Act):
    """An officer has done a task with a form."""

    kind: ClassVar[str] = "completed"
    form: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)

    @property
    def trigger(self) -> Trigger:
        return Complete(self._task().id)

    def tells(self) -> Mapping[str, Any]:
        return {"form": self.form, "answers": sha256_hex(canonical(dict(self.answers)))}


@dataclass(frozen=True, slots=True, kw_only=True)
class PageShown(Act):
    """The page to sign was rendered for this person's mandate and shown."""

    kind: ClassVar[str] = "shown"

    def tells(self) -> Mapping[str, Any]:
        return {"versions": [v.file_sha256 for v in self.records.versions]}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureBegun(Act):
    """A signing attempt was opened: the file, the mandate, nothing signed yet."""

    kind: ClassVar[str] = "signature_begun"

    def tells(self) -> Mapping[str, Any]:
        return {"attempts": [_attempt(a) for a in self.records.attempts]}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureMade(SignatureBegun):
    """The key has made the raw signature; timestamp, embedding and check are the worker's."""

    kind: ClassVar[str] = "signature_made"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRefused(SignatureBegun):
    """A signature was not made, or made and not released; `reason` is the stable code why."""

    kind: ClassVar[str] = "signature_refused"
    reason: str

    def tells(self) -> Mapping[str, Any]:
        return {"reason": self.reason, **SignatureBegun.tells(self)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Act):
    """The document carries the checked signature, and the task is done."""

    kind: ClassVar[str] = "signed"

    @property
    def trigger(self) -> Trigger:
        return Complete(self._task().id)

    def tells(self) -> Mapping[str, Any]:
        return {"versions": [v.file_sha256 for v in self.records.versions]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed(Signed):
    """The document carries number, date and the organisation's seal, and the task is done."""

    kind: ClassVar[str] = "sealed"

    def tells(self) -> Mapping[str, Any]:
        return {
            "numbers": [[d.number, d.symbol] for d in self.records.documents],
            **Signed.tells(self),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineDone(Act):
    """The worker has done a machine step."""

    kind: ClassVar[str] = "machine_done"
    step: str

    @property
    def trigger(self) -> Trigger:
        return Complete(self._task().id)

    def tells(self) -> Mapping[str, Any]:
        return {"step": self.step, "documents": [d.id for d in self.records.documents]}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerFired(Act):
    """The legal clock has reached a timer of the diagram."""

    kind: ClassVar[str] = "timer_fired"

    @property
    def trigger(self) -> Trigger:
        return Fire(self._task().id)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDelivered(Act):
    """A message has come for a wait: the applicant's supplement, another agency's answer."""

    kind: ClassVar[str] = "message_delivered"
    message: str

    @property
    def trigger(self) -> Trigger:
        return Deliver(self._task().id)

    def tells(self) -> Mapping[str, Any]:
        return {
            "message": self.message,
            "papers": [p.file_sha256 for p in self.records.papers],
        }


def _attempt(a: AttemptChanged) -> Mapping[str, Any]:
    return {
        "attempt": a.id,
        "kind": a.kind,
        "status": a.status,
        "shown": a.shown_sha256,
        "mandate": a.mandate_id,
    }
