"""A batch and where each of its documents stands, told by the signing attempts themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.documents.attempts import finish_id
from engine.core.move import TaskRef
from engine.core.numbering import document_number
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.desks.matters import spec_at
from engine.say import say
from engine.store.bundles import load_bundle
from engine.store.desks import Chosen, batch_of
from engine.store.records import (
    DocumentRow,
    DossierRow,
    NumberRegisterRow,
    NumberRow,
    OutboxRow,
    SigningAttemptRow,
    TaskRow,
)

NEW, READY, MADE, WAITING, DONE, REFUSED = "new", "ready", "made", "waiting", "done", "refused"
"""Not laid out yet; laid out; signed and being completed; the same, and a service does not answer;
complete; not signed."""
MOVING = {NEW, MADE, WAITING}


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One document. `says` is why it waits or was refused; `number` is its own once it has one."""

    place: int
    ref: TaskRef
    dossier_code: str
    applicant_name: str
    document_title: str
    document_id: UUID | None
    seen: str
    sha256: str | None
    state: str
    says: str | None
    number: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """`kind` is sign | seal."""

    id: UUID
    kind: str
    items: tuple[BatchItem, ...]

    def count(self, *states: str) -> int:
        """How many items stand so."""
        return sum(1 for item in self.items if item.state in states)

    @property
    def to_lay_out(self) -> int:
        return self.count(NEW)

    @property
    def to_sign(self) -> int:
        """Items for which the key is still needed."""
        return self.count(NEW, READY)

    @property
    def finishing(self) -> int:
        return self.count(MADE, WAITING)


Tried = Mapping[UUID, Sequence[SigningAttemptRow]]
"""The actor's attempts by task."""


def batch(outside: Outside, actor: Actor, batch_id: UUID) -> Batch:
    """Raises NotFound, for another person's batch, too."""
    with outside.sessions.begin() as session:
        chosen = batch_of(session, actor.person_id, batch_id)
        if not chosen:
            raise NotFound(say("Không có lô này."))
        tried = _attempts(session, actor, chosen)
        dossiers = _dossiers(session, chosen)
        troubles = _troubles(session, tried)
        numbers = _numbers(session, dossiers)
        items = [
            _item(session, each, dossiers, tried, troubles, numbers)
            for each in chosen
            if each.ref.dossier_id in dossiers
        ]
    return Batch(batch_id, chosen[0].kind, tuple(items))


def batch_in(session: Session, actor: Actor, batch_id: UUID) -> tuple[tuple[Chosen, str], ...]:
    """The items as they were chosen, with where each stands."""
    chosen = batch_of(session, actor.person_id, batch_id)
    tried = _attempts(session, actor, chosen)
    return tuple((each, _state(each, tried)) for each in chosen)


def still_to_do(items: Iterable[tuple[Chosen, str]]) -> list[Chosen]:
    """Laid out and without a signature that was made for the page."""
    return [item for item, state in items if state == READY]


def _item(
    session: Session,
    chosen: Chosen,
    dossiers: Mapping[UUID, tuple[DossierRow, Mapping[UUID, str]]],
    tried: Tried,
    troubles: Mapping[UUID, str],
    numbers: Mapping[UUID, str],
) -> BatchItem:
    dossier, elements = dossiers[chosen.ref.dossier_id]
    state, says = _state(chosen, tried), chosen.trouble
    attempt = _latest(chosen, tried)
    document = None if attempt is None else attempt.document_id
    if attempt is not None and state == MADE and attempt.id in troubles:
        state, says = WAITING, troubles[attempt.id]
    elif attempt is not None and state == REFUSED:
        says = says or attempt.trouble
    bundle = load_bundle(session, dossier.bundle_sha256)
    element = elements.get(chosen.ref.task_id)
    spec = None if element is None else spec_at(bundle, element)
    return BatchItem(
        place=chosen.place,
        ref=chosen.ref,
        dossier_code=dossier.code,
        applicant_name=str(dossier.applicant["full_name"]),
        document_title="" if spec is None else spec.title,
        document_id=document,
        seen=chosen.seen,
        sha256=chosen.shown_sha256,
        state=state,
        says=says,
        number=None if document is None else numbers.get(document),
    )


def _state(chosen: Chosen, tried: Tried) -> str:
    """By the attempt at this very page, whatever became of the request that made it."""
    attempt = _latest(chosen, tried)
    if attempt is not None and attempt.status in ("made", "finished"):
        return MADE if attempt.status == "made" else DONE
    if chosen.trouble is not None or (attempt is not None and attempt.status == "refused"):
        return REFUSED
    return NEW if chosen.shown_sha256 is None else READY


def _latest(chosen: Chosen, tried: Tried) -> SigningAttemptRow | None:
    """Of a page that was tried more than once the best: a signature that was made counts."""
    same = [
        a
        for a in tried.get(chosen.ref.task_id, ())
        if a.shown_sha256 == chosen.shown_sha256 and a.status != "begun"
    ]
    made = [a for a in same if a.status != "refused"]
    return (made or same)[-1] if same else None


def _attempts(session: Session, actor: Actor, chosen: Sequence[Chosen]) -> Tried:
    found: dict[UUID, list[SigningAttemptRow]] = {}
    keys = [(each.ref.dossier_id, each.ref.task_id) for each in chosen]
    for attempt in session.scalars(
        select(SigningAttemptRow)
        .where(
            tuple_(SigningAttemptRow.dossier_id, SigningAttemptRow.task_id).in_(keys),
            SigningAttemptRow.actor_id == actor.person_id,
        )
        .order_by(SigningAttemptRow.begun_at)
        .execution_options(populate_existing=True)
    ):
        found.setdefault(attempt.task_id, []).append(attempt)
    return found


def _dossiers(
    session: Session, chosen: Sequence[Chosen]
) -> Mapping[UUID, tuple[DossierRow, Mapping[UUID, str]]]:
    """Each dossier, with the element of its tasks that are in the batch."""
    found: dict[UUID, tuple[DossierRow, dict[UUID, str]]] = {}
    keys = [(each.ref.dossier_id, each.ref.task_id) for each in chosen]
    for dossier, task_id, element in session.execute(
        select(DossierRow, TaskRow.id, TaskRow.element)
        .join(TaskRow, TaskRow.dossier_id == DossierRow.id)
        .where(tuple_(TaskRow.dossier_id, TaskRow.id).in_(keys))
    ):
        found.setdefault(dossier.id, (dossier, {}))[1][task_id] = element
    return found


def _troubles(session: Session, tried: Tried) -> Mapping[UUID, str]:
    """What the second half of a signature waits for, by attempt."""
    made = {
        finish_id(a.id): a for attempts in tried.values() for a in attempts if a.status == "made"
    }
    rows = session.execute(
        select(OutboxRow.id, OutboxRow.trouble).where(
            OutboxRow.dossier_id.in_({a.dossier_id for a in made.values()}),
            OutboxRow.id.in_(made),
            OutboxRow.done_at.is_(None),
            OutboxRow.trouble.is_not(None),
        )
    )
    return {made[row.id].id: row.trouble for row in rows}


def _numbers(session: Session, dossiers: Iterable[UUID]) -> Mapping[UUID, str]:
    """The number of each document of these dossiers that has one, kept ones included."""
    rows = session.execute(
        select(DocumentRow.id, NumberRow.value, NumberRegisterRow.symbol)
        .join(NumberRow, NumberRow.document_id == DocumentRow.id)
        .join(NumberRegisterRow, NumberRegisterRow.id == NumberRow.register_id)
        .where(DocumentRow.dossier_id.in_(tuple(dossiers)), NumberRow.status != "cancelled")
    )
    return {row.id: document_number(row.value, row.symbol) for row in rows}
