"""What was signed on an instrument: the way back from the ground to every result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from engine.core.authority.register import Mandate
from engine.store.mandates import mandate_from
from engine.store.records import (
    BundleRow,
    DocumentRow,
    DocumentVersionRow,
    DossierRow,
    GrantRow,
    HistoryRow,
    MandateRow,
    RegisterEventRow,
)

_STANDS = ("signed", "ready", "sealed", "released")
"""A signature counts as long as nothing was sent back."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A document signed under a mandate that leans on the instrument."""

    dossier_id: UUID
    dossier_code: str
    bundle_sha256: str
    received_at: datetime
    facts: Mapping[str, Any]
    document_id: UUID
    key: str
    status: str
    number: int | None
    symbol: str | None
    signed_at: datetime
    mandate: Mandate


def signed_on(session: Session, instrument_id: UUID, limit: int) -> tuple[Signed, ...]:
    """The newest first; of a document that was signed again the last signature."""
    version, document, dossier = DocumentVersionRow, DocumentRow, DossierRow
    last = (
        select(func.max(DocumentVersionRow.version))
        .where(
            DocumentVersionRow.dossier_id == document.dossier_id,
            DocumentVersionRow.document_id == document.id,
            DocumentVersionRow.stage == "signed",
        )
        .correlate(document)
        .scalar_subquery()
    )
    rows = session.execute(
        select(version.made_at, MandateRow.content, document, dossier)
        .join_from(version, MandateRow, _same(version))
        .join(document, _of(version))
        .join(dossier, dossier.id == version.dossier_id)
        .where(
            version.stage == "signed",
            document.status.in_(_STANDS),
            version.version == last,
            _leans(instrument_id),
        )
        .order_by(version.made_at.desc(), document.id)
        .limit(limit)
    )
    found: dict[UUID, Signed] = {}
    for made_at, content, paper, case in rows:
        # The same mandate may have been used at two steps of one dossier.
        found.setdefault(
            paper.id,
            Signed(
                dossier_id=case.id,
                dossier_code=case.code,
                bundle_sha256=case.bundle_sha256,
                received_at=case.received_at,
                facts=case.facts,
                document_id=paper.id,
                key=paper.key,
                status=paper.status,
                number=paper.number,
                symbol=paper.symbol,
                signed_at=made_at,
                mandate=mandate_from(content),
            ),
        )
    return tuple(found.values())


def corrections_of(session: Session, instrument_id: UUID) -> tuple[datetime, ...]:
    """When the instrument or one of its lines was corrected or struck."""
    lines = select(GrantRow.id).where(GrantRow.instrument_id == instrument_id)
    return tuple(
        session.scalars(
            select(RegisterEventRow.at).where(
                RegisterEventRow.record_id.in_(lines.union(select(literal(instrument_id)))),
                RegisterEventRow.kind.in_(("corrected", "struck")),
            )
        )
    )


def _same(version: type[DocumentVersionRow]) -> ColumnElement[bool]:
    return (MandateRow.dossier_id == version.dossier_id) & (MandateRow.id == version.mandate_id)


def _leans(instrument_id: UUID) -> ColumnElement[bool]:
    """As `mandate_chain_idx` is asked."""
    authority = MandateRow.content["power"].astext.in_(("decide", "sign"))
    link = literal([{"record_id": str(instrument_id)}], JSONB)
    return and_(authority, MandateRow.content["chain"].contains(link))


@dataclass(frozen=True, slots=True)
class Decided:
    """A dossier decided on an instrument. `kind` is result | refusal; `timeliness` before | on |
    after, None while it is not finished; `returned`: it was sent back at least once on its way."""

    dossier_id: UUID
    procedure: str
    title: str
    kind: str
    signed_at: datetime
    timeliness: str | None
    returned: bool


def decided_on(
    session: Session, instrument_id: UUID, begins: datetime, ends: datetime
) -> tuple[Decided, ...]:
    """By when their result or refusal was signed, from `begins` up to `ends`; each dossier once."""
    version, document, dossier = DocumentVersionRow, DocumentRow, DossierRow
    returned = exists().where(HistoryRow.dossier_id == dossier.id, HistoryRow.kind == "returned")
    rows = session.execute(
        select(
            dossier.id,
            func.coalesce(BundleRow.code, BundleRow.procedure),
            BundleRow.title,
            document.kind,
            version.made_at,
            dossier.timeliness,
            returned,
        )
        .join_from(version, MandateRow, _same(version))
        .join(document, _of(version))
        .join(dossier, dossier.id == version.dossier_id)
        .join(BundleRow, BundleRow.sha256 == dossier.bundle_sha256)
        .where(
            version.stage == "signed",
            version.made_at >= begins,
            version.made_at < ends,
            document.status.in_(_STANDS),
            document.kind.in_(("result", "refusal")),
            _leans(instrument_id),
        )
        .order_by(version.made_at)
    )
    return tuple({row[0]: Decided(*row) for row in rows}.values())


def _of(version: type[DocumentVersionRow]) -> ColumnElement[bool]:
    return and_(DocumentRow.dossier_id == version.dossier_id, DocumentRow.id == version.document_id)
