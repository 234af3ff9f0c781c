"""What the flags of a signer's queue are judged by, read for the whole queue in few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from engine.core.desk import Matter, unusual
from engine.core.dossier import Bundle
from engine.core.procedure import DocumentSpec, attributes_of
from engine.questions.desks.rows import DeskRow
from engine.questions.parts import TimeLeft
from engine.store.records import (
    DeskMarkRow,
    DocumentRow,
    DossierRow,
    OpinionRow,
    PositionRow,
    UnitRow,
)

LAST = 50
"""How many earlier dossiers of a procedure tell what is usual."""
SIGNED = ("signed", "ready", "sealed", "released")

Kin = tuple[str, UUID]
"""Dossiers to compare with: a procedure in a unit."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What was read once for the whole queue."""

    opinions: Mapping[UUID, Sequence[OpinionRow]]
    documents: Mapping[tuple[UUID, UUID], str]
    """Key of each document by (dossier, document)."""
    units: Mapping[UUID, str]
    """Name of the unit of a seat."""
    past: Mapping[Kin, Sequence[Mapping[str, Any]]]
    known: set[tuple[str, UUID, str]] = field(default_factory=set)
    """Documents that were signed before: procedure, unit, key."""


def spec_at(bundle: Bundle, element: str) -> DocumentSpec | None:
    """The document that a signing step is about, as the procedure describes it."""
    attributes = attributes_of(bundle.procedure, bundle.compiled.elements[element])
    key = attributes.get("document")
    return None if key is None else bundle.procedure.document(key)


def read_beside(session: Session, rows: Sequence[DeskRow], bundles: Mapping[str, Bundle]) -> Beside:
    """Opinions and documents of these dossiers, and what is usual where they come from."""
    ids = {row.dossier.id for row in rows}
    opinions: dict[UUID, list[OpinionRow]] = defaultdict(list)
    for each in session.scalars(
        select(OpinionRow).where(OpinionRow.dossier_id.in_(ids)).order_by(OpinionRow.given_at)
    ):
        opinions[each.dossier_id].append(each)
    documents = session.execute(
        select(DocumentRow.dossier_id, DocumentRow.id, DocumentRow.key).where(
            DocumentRow.dossier_id.in_(ids)
        )
    )
    kin = {(row.dossier.procedure, row.dossier.unit_id) for row in rows}
    return Beside(
        opinions=opinions,
        documents={(d, id): key for d, id, key in documents},
        units=_units(session, opinions),
        past={each: _past(session, *each) for each in kin},
        known=_known(session, rows, bundles),
    )


def matter(
    row: DeskRow,
    spec: DocumentSpec,
    bundle: Bundle,
    beside: Beside,
    left: TimeLeft,
    mark: DeskMarkRow | None,
    identity: str | None,
    *,
    first: bool,
) -> Matter:
    """All that is known of one item."""
    said = beside.opinions.get(row.dossier.id, ())
    standing = [o for o in said if o.void_at is None]
    initials = [
        o
        for o in said
        if o.kind == "initial"
        and beside.documents.get((row.dossier.id, o.document_id or row.dossier.id)) == spec.key
    ]
    returns = [o for o in said if o.kind == "return"]
    titles = {key: fact.title for key, fact in bundle.procedure.facts.items()}
    past = beside.past.get((row.dossier.procedure, row.dossier.unit_id), ())
    return Matter(
        kind=spec.kind,
        outcome=spec.outcome,
        wants_initial=spec.initialler is not None,
        initials=sum(1 for o in initials if o.void_at is None),
        void=sum(1 for o in initials if o.void_at is not None),
        objections=tuple(
            beside.units.get(o.position_id or row.dossier.id, "")
            for o in standing
            if o.kind == "consultation" and o.value == "objected"
        ),
        against=sum(1 for o in standing if o.kind == "vote" and o.value == "against"),
        returns=len(returns),
        last_reason=returns[-1].reason if returns else None,
        own_case=identity is not None and identity in _parties(row.dossier),
        conflicts=sum(1 for o in standing if o.kind == "conflict"),
        overdue=left.overdue,
        urgent=left.urgent,
        remaining=left.words,
        first=first,
        unusual=tuple(unusual(row.dossier.facts, past, titles)),
        look=mark is not None and mark.look,
        note=None if mark is None else mark.note,
    )


def firsts(rows: Sequence[DeskRow], bundles: Mapping[str, Bundle], beside: Beside) -> set[UUID]:
    """The tasks that would make the first document of its kind: of several the first received."""
    found: dict[tuple[str, UUID, str], DeskRow] = {}
    for row in rows:
        spec = spec_at(bundles[row.dossier.bundle_sha256], row.task.element)
        if spec is None:
            continue
        kind = (row.dossier.procedure, row.dossier.unit_id, spec.key)
        before = found.get(kind)
        if kind not in beside.known and (
            before is None or row.dossier.received_at < before.dossier.received_at
        ):
            found[kind] = row
    return {row.task.id for row in found.values()}


def _parties(dossier: DossierRow) -> set[str]:
    """The personal identifiers of who applied and who handed in."""
    said = (dossier.applicant.get("identity"), (dossier.submitter or {}).get("identity"))
    return {str(each) for each in said if each}


def _units(session: Session, opinions: Mapping[UUID, Iterable[OpinionRow]]) -> dict[UUID, str]:
    seats = {o.position_id for each in opinions.values() for o in each if o.position_id}
    rows = session.execute(
        select(PositionRow.id, UnitRow.name)
        .join(UnitRow, UnitRow.id == PositionRow.unit_id)
        .where(
            PositionRow.id.in_(seats),
            PositionRow.recorded_to.is_(None),
            UnitRow.recorded_to.is_(None),
        )
    )
    return {row.id: row.name for row in rows}


def _past(session: Session, procedure: str, unit_id: UUID) -> Sequence[Mapping[str, Any]]:
    return session.scalars(
        select(DossierRow.facts)
        .where(
            DossierRow.procedure == procedure,
            DossierRow.unit_id == unit_id,
            DossierRow.finished_at.is_not(None),
        )
        .order_by(DossierRow.received_at.desc())
        .limit(LAST)
    ).all()


def _known(
    session: Session, rows: Sequence[DeskRow], bundles: Mapping[str, Bundle]
) -> set[tuple[str, UUID, str]]:
    """Of the documents in the queue, those of which one was signed before."""
    asked = set()
    for row in rows:
        spec = spec_at(bundles[row.dossier.bundle_sha256], row.task.element)
        if spec is not None:
            asked.add((row.dossier.procedure, row.dossier.unit_id, spec.key))
    return {each for each in asked if _signed_before(session, *each)}


def _signed_before(session: Session, procedure: str, unit_id: UUID, key: str) -> bool:
    signed = exists().where(
        DossierRow.procedure == procedure,
        DossierRow.unit_id == unit_id,
        DocumentRow.dossier_id == DossierRow.id,
        DocumentRow.key == key,
        DocumentRow.status.in_(SIGNED),
    )
    return bool(session.scalar(select(signed)))
