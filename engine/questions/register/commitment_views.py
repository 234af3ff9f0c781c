"""Commitments as pages show them: what, by when, who answered with what evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.commitments import standing_of
from engine.store.people import person_names
from engine.store.records import (
    CommitmentAttestationRow,
    CommitmentRow,
    InstrumentRow,
)


@dataclass(frozen=True, slots=True)
class AttestationView:
    """Somebody answered for one due day."""

    id: UUID
    due: datetime
    by: str
    attested_on: datetime
    evidence: str
    file_name: str | None


@dataclass(frozen=True, slots=True)
class CommitmentView:
    """`lapsed`: a due day has passed without an answer; it blocks nothing. `attestations`: the
    newest first."""

    id: UUID
    row_id: int
    instrument_id: UUID
    said: str
    every_months: int
    next_due: datetime | None
    lapsed: bool
    soon: bool
    attestations: tuple[AttestationView, ...]


def commitment_views(
    session: Session, instruments: Mapping[UUID, InstrumentRow], now: datetime
) -> tuple[CommitmentView, ...]:
    """Of these instruments, what is due first first."""
    rows = session.scalars(
        select(CommitmentRow).where(
            CommitmentRow.recorded_to.is_(None),
            CommitmentRow.instrument_id.in_(list(instruments)),
        )
    ).all()
    attested = _attested(session, [row.id for row in rows])
    found = [
        _view(row, instruments[row.instrument_id], attested.get(row.id, ()), now) for row in rows
    ]
    return tuple(sorted(found, key=lambda v: (v.next_due is None, v.next_due or now, v.said)))


def _view(
    row: CommitmentRow,
    act: InstrumentRow,
    attested: Sequence[AttestationView],
    now: datetime,
) -> CommitmentView:
    days = [each.due for each in attested]
    due = standing_of(row.first_due, row.every_months, act.valid_to, days, now)
    return CommitmentView(
        id=row.id,
        row_id=row.row_id,
        instrument_id=row.instrument_id,
        said=row.said,
        every_months=row.every_months,
        next_due=due.next_due,
        lapsed=due.lapsed,
        soon=due.soon,
        attestations=tuple(attested),
    )


def _attested(
    session: Session, commitments: Sequence[UUID]
) -> Mapping[UUID, Sequence[AttestationView]]:
    rows = session.scalars(
        select(CommitmentAttestationRow)
        .where(
            CommitmentAttestationRow.recorded_to.is_(None),
            CommitmentAttestationRow.commitment_id.in_(commitments),
        )
        .order_by(CommitmentAttestationRow.due.desc())
    ).all()
    names = person_names(session, {row.person_id for row in rows})
    found: dict[UUID, list[AttestationView]] = {}
    for row in rows:
        found.setdefault(row.commitment_id, []).append(
            AttestationView(
                id=row.id,
                due=row.due,
                by=names.get(row.person_id, "—"),
                attested_on=row.attested_on,
                evidence=row.evidence,
                file_name=row.file_name,
            )
        )
    return found
