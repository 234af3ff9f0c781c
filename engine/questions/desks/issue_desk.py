"""The văn thư's desk: everything to number, seal and issue, by the register it goes into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.issue_day import issue_is_late
from engine.core.move import TaskRef
from engine.core.numbering import document_number, numbering_year
from engine.core.procedure import DocumentSpec
from engine.core.vietnamese import format_date
from engine.outside.outside import Outside
from engine.questions.desks.left_batch import left_batch
from engine.questions.desks.matters import spec_at
from engine.questions.desks.rows import (
    MOST,
    SEALING,
    DeskRow,
    counted,
    desk_rows,
    seated,
    waiting,
)
from engine.questions.words import task_time
from engine.store.bundles import load_bundle
from engine.store.load_calendar import load_calendar
from engine.store.numbers import next_number
from engine.store.offices import unit_names
from engine.store.people import person_names
from engine.store.records import (
    DocumentRow,
    MandateRow,
    NumberRegisterRow,
    NumberRow,
    SigningAttemptRow,
)
from engine.store.time import OfficeTime, read_time


@dataclass(frozen=True, slots=True)
class IssueItem:
    """One signed document. `number` is a preview, or the one that was kept for it (`kept`)."""

    ref: TaskRef
    dossier_code: str
    procedure_title: str
    document_title: str
    applicant_name: str
    signer: str
    capacity: tuple[str, ...]
    signed_at: datetime | None
    signed_day: str
    late: bool
    """The day by which it had to be issued is over."""
    due_at: datetime | None
    remaining: str
    overdue: bool
    urgent: bool
    number: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Register:
    """One register: of a unit, a year, a kind of document."""

    unit_name: str
    kind: str
    symbols: tuple[str, ...]
    next_number: int
    items: tuple[IssueItem, ...]


@dataclass(frozen=True, slots=True)
class IssueDesk:
    """`count` is that of all items, `finishing` counts the seals that are being completed; `left`
    is a batch that the reader chose and left before all of it was sealed."""

    registers: tuple[Register, ...]
    count: int
    finishing: int
    left: UUID | None

    @property
    def items(self) -> tuple[IssueItem, ...]:
        """In the order of the page, which is that of the numbers."""
        return tuple(item for register in self.registers for item in register.items)

    def item(self, ref: TaskRef) -> IssueItem | None:
        return next((item for item in self.items if item.ref == ref), None)

    def after(self, ref: TaskRef) -> IssueItem | None:
        """What lies under this one, else what lies on top of the rest."""
        rest = [item for item in self.items if item.ref != ref]
        place = next((i for i, item in enumerate(self.items) if item.ref == ref), 0)
        return rest[place] if place < len(rest) else rest[0] if rest else None


@dataclass(frozen=True, slots=True)
class _Beside:
    kept: Mapping[UUID, tuple[UUID, str]]
    """Register and number that a document has kept from an earlier try."""
    documents: Mapping[tuple[UUID, str], UUID]
    signed: Mapping[tuple[UUID, UUID], SigningAttemptRow]
    capacities: Mapping[tuple[UUID, str], tuple[str, ...]]
    """Lines of the signature block, by (dossier, mandate)."""
    names: Mapping[UUID, str]


def issue_desk(outside: Outside, actor: Actor) -> IssueDesk:
    """Over all posts of the reader that seal."""
    with outside.sessions.begin() as session:
        time = read_time(session, outside.clock.now())
        who = seated(session, actor, time.now, assists=False)
        where = waiting(who, SEALING, time.now)
        rows = desk_rows(session, who, where)
        total = counted(session, where) if len(rows) == MOST else len(rows)
        registers = _registers(session, rows, time)
        refs = {item.ref for register in registers for item in register.items}
        left = left_batch(session, actor, "seal", refs, time.now)
        return IssueDesk(registers, total, _finishing(session, actor), left)


def _registers(
    session: Session, rows: tuple[DeskRow, ...], time: OfficeTime
) -> tuple[Register, ...]:
    beside = _read(session, rows)
    groups: dict[tuple[UUID, str], list[tuple[DeskRow, DocumentSpec]]] = {}
    for row in rows:
        spec = spec_at(load_bundle(session, row.dossier.bundle_sha256), row.task.element)
        if spec is not None:
            unit = row.task.unit_id or row.dossier.unit_id
            groups.setdefault((unit, spec.register), []).append((row, spec))
    names = unit_names(session, {unit for unit, _ in groups})
    return tuple(
        _register(session, unit, kind, names[unit], found, beside, time)
        for (unit, kind), found in sorted(groups.items(), key=lambda g: (names[g[0][0]], g[0][1]))
    )


def _register(
    session: Session,
    unit: UUID,
    kind: str,
    name: str,
    found: Iterable[tuple[DeskRow, DocumentSpec]],
    beside: _Beside,
    time: OfficeTime,
) -> Register:
    year = numbering_year(time.now)
    first = value = next_number(session, unit_id=unit, year=year, kind=kind)
    items, symbols = [], {}
    for row, spec in found:
        symbols[spec.symbol] = True
        document = beside.documents.get((row.dossier.id, spec.key))
        kept = None if document is None else beside.kept.get(document)
        number = document_number(value, spec.symbol) if kept is None else kept[1]
        value += kept is None
        items.append(_item(session, row, spec, document, number, kept is not None, beside, time))
    return Register(name, kind, tuple(symbols), first, tuple(items))


def _item(
    session: Session,
    row: DeskRow,
    spec: DocumentSpec,
    document: UUID | None,
    number: str,
    kept: bool,
    beside: _Beside,
    time: OfficeTime,
) -> IssueItem:
    task, dossier = row.task, row.dossier
    calendar = load_calendar(session, dossier.unit_id, time.epoch)
    left = task_time(calendar, time.now, task)
    signed = None if document is None else beside.signed.get((dossier.id, document))
    lines: tuple[str, ...] = ()
    if signed is not None:
        lines = beside.capacities.get((dossier.id, signed.mandate_id), ())
    person = signed.actor_id if signed is not None else None
    return IssueItem(
        ref=TaskRef(task.dossier_id, task.id),
        dossier_code=dossier.code,
        procedure_title=load_bundle(session, dossier.bundle_sha256).procedure.title,
        document_title=spec.title,
        applicant_name=str(dossier.applicant["full_name"]),
        signer="" if person is None else beside.names.get(person, ""),
        capacity=lines,
        signed_at=None if signed is None else signed.begun_at,
        signed_day="" if signed is None else format_date(signed.begun_at),
        late=signed is not None and issue_is_late(calendar, signed.begun_at, time.now),
        due_at=task.due_at,
        remaining=left.words,
        overdue=left.overdue,
        urgent=left.urgent,
        number=number,
        kept=kept,
    )


def _read(session: Session, rows: tuple[DeskRow, ...]) -> _Beside:
    ids = {row.dossier.id for row in rows}
    documents: dict[tuple[UUID, str], UUID] = {}
    for each in session.scalars(
        select(DocumentRow)
        .where(DocumentRow.dossier_id.in_(ids), DocumentRow.status.in_(("signed", "ready")))
        .order_by(DocumentRow.changed_at)
    ):
        documents[each.dossier_id, each.key] = each.id
    signed = {
        (each.dossier_id, each.document_id): each
        for each in session.scalars(
            select(SigningAttemptRow)
            .where(
                SigningAttemptRow.dossier_id.in_(ids),
                SigningAttemptRow.kind == "sign",
                SigningAttemptRow.status == "finished",
            )
            .order_by(SigningAttemptRow.begun_at)
        )
    }
    return _Beside(
        kept=_kept(session, documents.values()),
        documents=documents,
        signed=signed,
        capacities=_capacities(session, ids),
        names=person_names(session, {a.actor_id for a in signed.values() if a.actor_id}),
    )


def _kept(session: Session, documents: Iterable[UUID]) -> dict[UUID, tuple[UUID, str]]:
    rows = session.execute(
        select(NumberRow, NumberRegisterRow.symbol)
        .join(NumberRegisterRow, NumberRegisterRow.id == NumberRow.register_id)
        .where(NumberRow.document_id.in_(tuple(documents)), NumberRow.status == "reserved")
    )
    return {
        number.document_id: (number.register_id, document_number(number.value, symbol))
        for number, symbol in rows
    }


def _capacities(session: Session, dossiers: set[UUID]) -> dict[tuple[UUID, str], tuple[str, ...]]:
    rows = session.execute(
        select(MandateRow.dossier_id, MandateRow.id, MandateRow.content).where(
            MandateRow.dossier_id.in_(dossiers)
        )
    )
    return {(dossier, mandate): tuple(content["capacity"]) for dossier, mandate, content in rows}


def _finishing(session: Session, actor: Actor) -> int:
    made = select(func.count()).where(
        SigningAttemptRow.actor_id == actor.person_id,
        SigningAttemptRow.kind == "seal",
        SigningAttemptRow.status == "made",
    )
    return session.scalar(made) or 0
