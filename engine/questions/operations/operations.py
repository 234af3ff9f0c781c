"""What is stuck, by kind, why, since when: services, people, clocks, messages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.attempts import FINISH
from engine.actions.dossiers.apologise import OUTBOX as APOLOGY
from engine.actions.dossiers.link import OUTBOX as LINK
from engine.actions.messages.deliver import OUTBOX as OUTGOING
from engine.core.advance import MACHINE
from engine.outside.outside import Outside
from engine.questions.reach import seats
from engine.say import marked, say
from engine.store.bundles import load_bundle
from engine.store.outbox import TIMER
from engine.store.records import DossierRow, MessageRow, OutboxRow, RecomputeRow, TaskRow
from engine.store.time import read_time

SERVICE, PEOPLE, CLOCK, MESSAGE = "service", "people", "clock", "message"
WHAT = {
    MACHINE: marked("Bước máy"),
    FINISH: marked("Hoàn tất chữ ký"),
    TIMER: marked("Đồng hồ thời hạn"),
    APOLOGY: marked("Mở hồ sơ xin lỗi, gia hạn"),
    LINK: marked("Liên kết hồ sơ"),
    OUTGOING: marked("Gửi thông điệp liên thông"),
    "notice": marked("Gửi giấy hẹn cho người nộp"),
}
RECOUNT = marked("Tính lại thời hạn hồ sơ theo lịch làm việc mới")


@dataclass(frozen=True, slots=True)
class Stuck:
    """One thing that does not move. `kind` is service | people | clock | message; with an
    `outbox_id` it can be tried again now. A message may name no dossier that we know."""

    kind: str
    dossier_id: UUID | None
    dossier_code: str
    what: str
    why: str
    since: datetime
    tries: int
    outbox_id: UUID | None
    next_try: datetime | None = None
    """When it is tried again by itself."""
    task_id: UUID | None = None
    """The step that nobody may do: its page is where it is given to somebody."""

    @property
    def alike(self) -> str:
        """The same for everything that has the same cause."""
        return sha256(f"{self.kind}|{self.what}|{self.why}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Alike:
    """What is stuck for one cause; `count` of them, of which `items` are the oldest."""

    key: str
    kind: str
    what: str
    why: str
    since: datetime
    count: int
    tries: int
    """The most that any of them was tried."""
    next_try: datetime | None
    retries: int
    """How many of them can be tried again now."""
    items: tuple[Stuck, ...]


SHOWN = 20
"""Of one cause; the count says how many there are."""


def alike(found: Iterable[Stuck]) -> tuple[Alike, ...]:
    """One group for each cause, the oldest first: five hundred of one cause are one line."""
    groups: dict[str, list[Stuck]] = {}
    for item in found:
        groups.setdefault(item.alike, []).append(item)
    return tuple(
        Alike(
            key=key,
            kind=items[0].kind,
            what=items[0].what,
            why=items[0].why,
            since=min(item.since for item in items),
            count=len(items),
            tries=max(item.tries for item in items),
            next_try=min((i.next_try for i in items if i.next_try), default=None),
            retries=sum(item.outbox_id is not None for item in items),
            items=tuple(items[:SHOWN]),
        )
        for key, items in groups.items()
    )


def stuck(outside: Outside, actor: Actor) -> tuple[Stuck, ...]:
    """Of the units in which the actor sits, the oldest first; messages for no dossier of ours
    are shown to everyone who may look here."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        units = [o.unit_id for o in seats(session, actor, now)]
        found = [
            *_waiting(session, units),
            *_incidents(session, units),
            *_messages(session, units),
            *_recounts(session, units),
        ]
    return tuple(sorted(found, key=lambda s: s.since))


def _waiting(session: Session, units: Sequence[UUID]) -> Iterator[Stuck]:
    rows = session.execute(
        select(OutboxRow, DossierRow.code)
        .join(DossierRow, DossierRow.id == OutboxRow.dossier_id)
        .where(
            OutboxRow.done_at.is_(None),
            OutboxRow.trouble.is_not(None),
            DossierRow.unit_id.in_(units),
        )
    )
    for row, code in rows:
        what = say(WHAT.get(row.kind, row.kind))
        why = row.trouble or ""
        kind = CLOCK if row.kind == TIMER else SERVICE
        yield Stuck(
            kind, row.dossier_id, code, what, why, row.created_at, row.tries, row.id, row.not_before
        )


def _incidents(session: Session, units: Sequence[UUID]) -> Iterator[Stuck]:
    """Also at a step of another agency: the unit that resolves and the one that is stuck see it."""
    rows = session.execute(
        select(TaskRow, DossierRow)
        .join(DossierRow, DossierRow.id == TaskRow.dossier_id)
        .where(
            TaskRow.status == "open",
            TaskRow.incident.is_not(None),
            or_(DossierRow.unit_id.in_(units), TaskRow.unit_id.in_(units)),
        )
    )
    for task, dossier in rows:
        name = _step(session, dossier, task)
        why = task.incident or ""
        since = task.opened_at
        yield Stuck(PEOPLE, dossier.id, dossier.code, name, why, since, 0, None, task_id=task.id)


def _messages(session: Session, units: Sequence[UUID]) -> Iterator[Stuck]:
    rows = session.execute(
        select(MessageRow)
        .outerjoin(DossierRow, DossierRow.id == MessageRow.dossier_id)
        .where(
            MessageRow.status == "kept",
            or_(DossierRow.id.is_(None), DossierRow.unit_id.in_(units)),
        )
    ).scalars()
    for row in rows:
        what = say("Thông điệp từ %(sender)s", sender=row.sender)
        why = row.reason or ""
        yield Stuck(MESSAGE, row.dossier_id, row.correlation, what, why, row.received_at, 0, None)


def _recounts(session: Session, units: Sequence[UUID]) -> Iterator[Stuck]:
    """Recounts after an edit of the calendar that failed."""
    rows = session.scalars(
        select(RecomputeRow).where(
            RecomputeRow.done_at.is_(None),
            RecomputeRow.trouble.is_not(None),
            or_(RecomputeRow.unit_id.is_(None), RecomputeRow.unit_id.in_(units)),
        )
    )
    for row in rows:
        said = f"{row.seen}/{row.total}"
        yield Stuck(CLOCK, None, said, say(RECOUNT), row.trouble or "", row.asked_at, 0, None)


def _step(session: Session, dossier: DossierRow, task: TaskRow) -> str:
    return load_bundle(session, dossier.bundle_sha256).compiled.elements[task.element].name
