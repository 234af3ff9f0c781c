"""The signing desk: everything that waits for the reader's signature, exceptions first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.desk import Flag, flags
from engine.core.dossier import Bundle
from engine.core.move import TaskRef
from engine.outside.outside import Outside
from engine.questions.desks.left_batch import left_batch
from engine.questions.desks.matters import Beside, firsts, matter, read_beside, spec_at
from engine.questions.desks.rows import (
    MOST,
    SIGNING,
    DeskRow,
    Seated,
    counted,
    desk_rows,
    seated,
    waiting,
)
from engine.questions.words import task_time
from engine.store.bundles import load_bundle
from engine.store.desks import FIRST, LAST, USUAL, looks_of, marks_of
from engine.store.load_calendar import load_calendar
from engine.store.records import (
    DeskMarkRow,
    DocumentRow,
    DocumentVersionRow,
    PersonRow,
    PositionRow,
    SigningAttemptRow,
)
from engine.store.time import OfficeTime, read_time

PLACES = {FIRST: 0, USUAL: 1, LAST: 2}


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One document that waits. `looked`: the reader has opened the page as it now is.

    `mine` is false for what the reader only arranges for `desk_of`, the title of a signer's seat.
    """

    ref: TaskRef
    dossier_code: str
    procedure_title: str
    document_title: str
    step_name: str
    applicant_name: str
    received_at: datetime
    due_at: datetime | None
    remaining: str
    overdue: bool
    urgent: bool
    flags: tuple[Flag, ...]
    looked: bool
    mine: bool
    seat_id: UUID
    desk_of: str
    place: str
    look: bool
    note: str | None

    @property
    def exception(self) -> bool:
        """Whether it may be signed only after the whole page was opened."""
        return any(flag.must_open for flag in self.flags)

    @property
    def can_be_chosen(self) -> bool:
        """Whether it may be signed together with others now."""
        return self.mine and (self.looked or not self.exception)


@dataclass(frozen=True, slots=True)
class SigningDesk:
    """`count` is exact; `items` are the first `MOST` of it. `finishing` counts the signatures
    that the reader has made and the worker is still completing; `left` is a batch that the reader
    chose and left before all of it was signed."""

    items: tuple[DeskItem, ...]
    count: int
    finishing: int
    left: UUID | None

    def item(self, ref: TaskRef) -> DeskItem | None:
        return next((item for item in self.items if item.ref == ref), None)

    def after(self, ref: TaskRef) -> DeskItem | None:
        """What lies under this one in the queue, else what lies on top of the rest."""
        rest = [item for item in self.items if item.ref != ref]
        place = next((i for i, item in enumerate(self.items) if item.ref == ref), 0)
        return rest[place] if place < len(rest) else rest[0] if rest else None


def signing_desk(outside: Outside, actor: Actor) -> SigningDesk:
    """Over all posts of the reader, and of the signers whom they assist."""
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        return desk_in(session, actor, time)


def desk_in(session: Session, actor: Actor, time: OfficeTime) -> SigningDesk:
    """The same inside a transaction of the caller."""
    who = seated(session, actor, time.now, assists=True)
    where = waiting(who, SIGNING, time.now)
    rows = desk_rows(session, who, where)
    total = counted(session, where) if len(rows) == MOST else len(rows)
    items = _items(session, who, rows, time)
    left = left_batch(session, actor, "sign", {item.ref for item in items}, time.now)
    return SigningDesk(items, total, _finishing(session, actor), left)


def _items(
    session: Session, who: Seated, rows: tuple[DeskRow, ...], time: OfficeTime
) -> tuple[DeskItem, ...]:
    shas = {row.dossier.bundle_sha256 for row in rows}
    bundles = {sha256: load_bundle(session, sha256) for sha256 in shas}
    beside = read_beside(session, rows, bundles)
    first = firsts(rows, bundles, beside)
    tasks = [row.task.id for row in rows]
    marks = marks_of(session, (row.holder for row in rows), tasks)
    looks = looks_of(session, who.actor.person_id, tasks)
    pages = _pages(session, rows)
    titles = _titles(session, who)
    identity = _identity(session, who.actor)
    items = []
    for row in rows:
        bundle = bundles[row.dossier.bundle_sha256]
        shown = pages.get(row.task.id)
        item = _item(
            session, row, bundle, beside, marks.get((row.holder, row.task.id)), identity, time,
            first=row.task.id in first,
            looked=shown is not None and shown == looks.get(row.task.id),
            desk_of=titles.get(row.holder, ""),
        )  # fmt: skip
        items.append(item)
    return tuple(sorted(items, key=_order))


def _order(item: DeskItem) -> tuple[int, bool]:
    """Arranged ones, then exceptions; the sort is stable: due first within each."""
    return PLACES[item.place], not item.exception


def _item(
    session: Session,
    row: DeskRow,
    bundle: Bundle,
    beside: Beside,
    mark: DeskMarkRow | None,
    identity: str | None,
    time: OfficeTime,
    *,
    first: bool,
    looked: bool,
    desk_of: str,
) -> DeskItem:
    task, dossier = row.task, row.dossier
    spec = spec_at(bundle, task.element)
    left = task_time(load_calendar(session, dossier.unit_id, time.epoch), time.now, task)
    told = (
        ()
        if spec is None
        else flags(matter(row, spec, bundle, beside, left, mark, identity, first=first))
    )
    step = bundle.compiled.elements[task.element].name
    return DeskItem(
        ref=TaskRef(task.dossier_id, task.id),
        dossier_code=dossier.code,
        procedure_title=bundle.procedure.title,
        document_title=step if spec is None else spec.title,
        step_name=step,
        applicant_name=str(dossier.applicant["full_name"]),
        received_at=dossier.received_at,
        due_at=task.due_at,
        remaining=left.words,
        overdue=left.overdue,
        urgent=left.urgent,
        flags=told,
        looked=looked,
        mine=row.mine,
        seat_id=row.holder,
        desk_of=desk_of,
        place=USUAL if mark is None else mark.place,
        look=mark is not None and mark.look,
        note=None if mark is None else mark.note,
    )


def _pages(session: Session, rows: tuple[DeskRow, ...]) -> Mapping[UUID, str]:
    """The newest page to sign of each task, by its hash."""
    found = session.execute(
        select(DocumentRow.task_id, DocumentVersionRow.file_sha256)
        .join(
            DocumentVersionRow,
            (DocumentVersionRow.dossier_id == DocumentRow.dossier_id)
            & (DocumentVersionRow.document_id == DocumentRow.id),
        )
        .where(
            DocumentRow.dossier_id.in_({row.dossier.id for row in rows}),
            DocumentRow.task_id.in_([row.task.id for row in rows]),
            DocumentVersionRow.stage == "shown",
        )
        .order_by(DocumentVersionRow.version)
    )
    return {task_id: sha256 for task_id, sha256 in found if task_id is not None}


def _titles(session: Session, who: Seated) -> Mapping[UUID, str]:
    """Titles of the seats in the reader's queue."""
    rows = session.execute(
        select(PositionRow.id, PositionRow.title).where(
            PositionRow.id.in_((*who.own, *who.assisted)), PositionRow.recorded_to.is_(None)
        )
    )
    return {row.id: row.title for row in rows}


def _identity(session: Session, actor: Actor) -> str | None:
    return session.scalars(
        select(PersonRow.identity).where(
            PersonRow.id == actor.person_id, PersonRow.recorded_to.is_(None)
        )
    ).first()


def _finishing(session: Session, actor: Actor) -> int:
    made = select(func.count()).where(
        SigningAttemptRow.actor_id == actor.person_id,
        SigningAttemptRow.kind == "sign",
        SigningAttemptRow.status == "made",
    )
    return session.scalar(made) or 0
