"""What people, the clock and the worker do to a dossier, as values.

An action makes an act, hands its `trigger` to the diagram and the act itself to
`engine.core.advance`. An act without a trigger leaves the token where it is (a claim, a page
shown, a signature begun).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from bpmn.values import Complete, Deliver, Fire, Return, Start, Stop, Trigger
from engine.core.authority.register import Mandate
from engine.core.authority_moves import Cause, TaskMove
from engine.core.canonical import canonical, sha256_hex
from engine.core.dossier import Task
from engine.core.move import (
    AttemptChanged,
    BallotCast,
    DocumentChanged,
    DossierLinked,
    HandedOver,
    OpinionGiven,
    OutboxAdded,
    PaperAdded,
    PaperPlaced,
    PersonMentioned,
    RatingGiven,
    VersionAdded,
)


@dataclass(frozen=True, slots=True)
class Records:
    """Rows that an act brings along: they are written in the same statement as the move."""

    papers: tuple[PaperAdded, ...] = ()
    documents: tuple[DocumentChanged, ...] = ()
    versions: tuple[VersionAdded, ...] = ()
    attempts: tuple[AttemptChanged, ...] = ()
    opinions: tuple[OpinionGiven, ...] = ()
    opinions_void: tuple[UUID, ...] = ()
    mentions: tuple[PersonMentioned, ...] = ()
    paper_places: tuple[PaperPlaced, ...] = ()
    ballots: tuple[BallotCast, ...] = ()
    links: tuple[DossierLinked, ...] = ()
    ratings: tuple[RatingGiven, ...] = ()
    hand_overs: tuple[HandedOver, ...] = ()
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
    origins: tuple[tuple[str, str], ...] = ()
    """Papers that the office held already: hash of the file, and code of the dossier from which
    it was taken over."""
    online: str | None = None
    """Code of the online submission that it was, if it was one."""

    @property
    def trigger(self) -> Trigger:
        return Start()

    def tells(self) -> Mapping[str, Any]:
        told: dict[str, Any] = {
            "bundle": self.bundle,
            "code": self.code,
            "papers": [p.file_sha256 for p in self.records.papers],
        }
        if self.origins:
            told["origins"] = self.origins
        if self.online is not None:
            told["online"] = self.online
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipReprinted(Act):
    """The desk prints a slip again: `times` counts the prints after the first."""

    kind: ClassVar[str] = "slip_reprinted"
    slip: str
    times: int

    def tells(self) -> Mapping[str, Any]:
        return {"slip": self.slip, "times": self.times}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed(Act):
    """An officer takes a task of the pool (nhận xử lý)."""

    kind: ClassVar[str] = "claimed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclaimed(Act):
    """An officer puts a task back into the pool (trả lại việc đã nhận)."""

    kind: ClassVar[str] = "unclaimed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Act):
    """A head gives an open task to one of those who may do it (giao việc)."""

    kind: ClassVar[str] = "assigned"
    to: UUID

    def tells(self) -> Mapping[str, Any]:
        return {"to": self.to}


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed(Act):
    """An officer has done a task with a form; an initial is one of its opinions."""

    kind: ClassVar[str] = "completed"
    form: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    assign_to: UUID | None = None
    """The person whom this step chose for the step that its `trinhky:assigns` names."""

    @property
    def trigger(self) -> Trigger:
        return Complete(self._task().id)

    def tells(self) -> Mapping[str, Any]:
        told: dict[str, Any] = {
            "form": self.form,
            "answers": sha256_hex(canonical(dict(self.answers))),
        }
        if self.assign_to is not None:
            told["to"] = self.assign_to
        if initials := [o for o in self.records.opinions if o.kind == "initial"]:
            told["initials"] = [[o.document_id, o.file_sha256] for o in initials]
        if handed := self.records.hand_overs:
            told["handed"] = [[each.taker, each.signature_sha256] for each in handed]
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned(Act):
    """An officer sends the dossier back to an earlier step (chuyển trả), with the reason."""

    kind: ClassVar[str] = "returned"
    target: str
    """Path of the step that it goes back to."""
    reason: str
    doer: UUID | None = None
    """Who last did that step: it goes back to them, if they may still be asked."""
    withheld: bool = False
    """A signed document is not issued (không phát hành) and falls back with it."""
    numbers: tuple[tuple[int, str], ...] = ()
    """Reserved numbers that are given up with it, and their symbols."""

    @property
    def trigger(self) -> Trigger:
        return Return(self._task().id, self.target)

    def tells(self) -> Mapping[str, Any]:
        told: dict[str, Any] = {
            "target": self.target,
            "reason": sha256_hex(self.reason.encode()),
        }
        if self.withheld:
            told["withheld"] = [list(number) for number in self.numbers]
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRecorded(Act):
    """A consulted agency answers; the last answer ends the consultation.

    `task` is the member's own; `ends` the joint task when no other member is left to answer.
    """

    kind: ClassVar[str] = "opinion_given"
    ends: UUID | None = None

    @property
    def trigger(self) -> Trigger | None:
        return None if self.ends is None else Complete(self.ends)

    def tells(self) -> Mapping[str, Any]:
        return {
            "opinions": [
                [o.value, sha256_hex((o.reason or "").encode())] for o in self.records.opinions
            ]
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCast(Act):
    """A member of a council votes; of a secret ballot nothing but that is told."""

    kind: ClassVar[str] = "voted"

    def tells(self) -> Mapping[str, Any]:
        return {"votes": [o.value for o in self.records.opinions]}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictDeclared(Act):
    """A person declares a conflict of interest and has no more part in the dossier.

    What they hold goes back to the pool; a seat in a council's vote ends with it.
    """

    kind: ClassVar[str] = "conflict_declared"

    def tells(self) -> Mapping[str, Any]:
        return {"reason": [sha256_hex((o.reason or "").encode()) for o in self.records.opinions]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed(Act):
    """An officer's task goes to a colleague, or back to the queue: the officer is away, or has
    gone to another post. Nobody acts; `ground` is transfer | absence."""

    kind: ClassVar[str] = "passed"
    to: UUID | None
    ground: str

    def tells(self) -> Mapping[str, Any]:
        return {"from": self._task().assignee_id, "to": self.to, "ground": self.ground}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityMoved(Act):
    """Open tasks go where the register, changed, lets them be done; nobody acts."""

    kind: ClassVar[str] = "authority_moved"
    moves: tuple[TaskMove, ...]
    cause: Cause

    def tells(self) -> Mapping[str, Any]:
        return {
            "cause": [self.cause.kind, self.cause.record_id, self.cause.number],
            "moves": [
                [m.task.id, m.way, m.unit_id, m.holders, m.task.assignee_id, m.task.holders]
                for m in self.moves
            ],
            "gaps": [[m.task.id, m.gap.clause, m.gap.record_id] for m in self.moves if m.gap],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reorganised(AuthorityMoved):
    """Units of the dossier are merged or split: others take it over, with its open tasks. The
    dossier that is judged is already theirs."""

    kind: ClassVar[str] = "reorganised"
    unit_id: UUID
    receiving_unit_id: UUID
    parties: Mapping[str, UUID]
    former: tuple[UUID, UUID]
    """Who resolved and who received it before."""

    def tells(self) -> Mapping[str, Any]:
        # Not super(): a dataclass with slots is another class than the one it was written as.
        return {
            **AuthorityMoved.tells(self),
            "unit": self.unit_id,
            "receiving": self.receiving_unit_id,
            "parties": dict(self.parties),
            "former": self.former,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilClosed(Act):
    """The secretary closes the vote: the box is counted, and the diagram goes on by the result."""

    kind: ClassVar[str] = "council_closed"
    members: int
    agree: int
    against: int
    abstain: int
    conflicts: int
    passed: bool

    @property
    def trigger(self) -> Trigger:
        return Complete(self._task().id)

    def tells(self) -> Mapping[str, Any]:
        return {
            "members": self.members,
            "agree": self.agree,
            "against": self.against,
            "abstain": self.abstain,
            "conflicts": self.conflicts,
            "passed": self.passed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Act):
    """The applicant takes the dossier back, through the desk, before anything was decided
    (NĐ 118/2025/NĐ-CP Art 21)."""

    kind: ClassVar[str] = "withdrawn"
    reason: str
    outcome: ClassVar[str] = "withdrawn"

    @property
    def trigger(self) -> Trigger:
        return Stop()

    def tells(self) -> Mapping[str, Any]:
        return {"reason": sha256_hex(self.reason.encode())}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped(Withdrawn):
    """The agency stops the dossier (dừng giải quyết), with the reason."""

    kind: ClassVar[str] = "stopped"
    outcome: ClassVar[str] = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated(Act):
    """The applicant says how the dossier was handled; `records.ratings` has the one rating."""

    kind: ClassVar[str] = "rated"

    def tells(self) -> Mapping[str, Any]:
        return {
            "ratings": [
                [each.score, sha256_hex((each.words or "").encode())]
                for each in self.records.ratings
            ]
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked(Act):
    """Another dossier is put beside this one; `records.links` says which and how."""

    kind: ClassVar[str] = "linked"

    def tells(self) -> Mapping[str, Any]:
        return {"links": [[link.other_code, link.relation] for link in self.records.links]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Commented(Act):
    """A colleague writes a comment on the dossier, naming others or nobody."""

    kind: ClassVar[str] = "commented"

    def tells(self) -> Mapping[str, Any]:
        return {
            "comments": [
                [o.id, sha256_hex((o.reason or "").encode())] for o in self.records.opinions
            ],
            "mentions": [m.person_id for m in self.records.mentions],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentStruck(Act):
    """The author strikes a comment of theirs; what it said stays, struck through."""

    kind: ClassVar[str] = "comment_struck"

    def tells(self) -> Mapping[str, Any]:
        return {"comments": list(self.records.opinions_void)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMoved(Act):
    """The paper dossier is handed on, or somebody says that they have it."""

    kind: ClassVar[str] = "paper_moved"

    def tells(self) -> Mapping[str, Any]:
        return {"places": [[p.kind, p.person_id, p.unit_id] for p in self.records.paper_places]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Act):
    """The term is extended, once, by the apology that was issued (`ground` is its number)."""

    kind: ClassVar[str] = "extended"
    until: datetime
    ground: str

    def tells(self) -> Mapping[str, Any]:
        return {"until": self.until, "ground": self.ground}


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
    seen: str | None = None
    """full | summary: how the signer had seen the page; None where nobody noted it."""

    def tells(self) -> Mapping[str, Any]:
        told: dict[str, Any] = {"attempts": [_attempt(a) for a in self.records.attempts]}
        return told if self.seen is None else {**told, "seen": self.seen}


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
        told: dict[str, Any] = {
            "step": self.step,
            "documents": [d.id for d in self.records.documents],
        }
        if self.records.links:
            told["links"] = [[link.other_code, link.relation] for link in self.records.links]
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerFired(Act):
    """The legal clock has reached a timer of the diagram."""

    kind: ClassVar[str] = "timer_fired"

    @property
    def trigger(self) -> Trigger:
        return Fire(self._task().id)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDelivered(Act):
    """A message has come for a wait: the applicant's supplement, another agency's answer.

    What another agency's message says goes in as facts; `sender` is its dossier's code.
    """

    kind: ClassVar[str] = "message_delivered"
    message: str
    sender: str | None = None
    channel: str | None = None
    """How it came, where nobody of the desk took it in: "page" is the public status page."""

    @property
    def trigger(self) -> Trigger:
        return Deliver(self._task().id)

    def tells(self) -> Mapping[str, Any]:
        told: dict[str, Any] = {
            "message": self.message,
            "papers": [p.file_sha256 for p in self.records.papers],
        }
        if self.sender is not None:
            told["sender"] = self.sender
        if self.channel is not None:
            told["channel"] = self.channel
        return told


def _attempt(a: AttemptChanged) -> Mapping[str, Any]:
    return {
        "attempt": a.id,
        "kind": a.kind,
        "status": a.status,
        "shown": a.shown_sha256,
        "mandate": a.mandate_id,
    }
