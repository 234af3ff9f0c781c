"""One commitment, for the forms about it; and those that have lapsed or fall due soon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.commitments.told import CommitmentTold, commitment_known
from engine.actions.register.instruments.draft import instrument_known
from engine.actions.register.office import require_registrar
from engine.core.vietnamese import LOCAL
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.register.commitment_views import CommitmentView, commitment_views
from engine.say import say
from engine.store.records import CommitmentAttestationRow, CommitmentRow, InstrumentRow
from engine.store.register_changes import known_row


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """`number` is its instrument's."""

    view: CommitmentView
    told: CommitmentTold
    number: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A commitment that somebody has to answer for, with its instrument's number."""

    view: CommitmentView
    number: str


def commitment_page(outside: Outside, actor: Actor, commitment_id: UUID) -> CommitmentPage:
    """Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        row = commitment_known(session, commitment_id)
        act = instrument_known(session, row.instrument_id)
        [view] = [v for v in commitment_views(session, {act.id: act}, now) if v.id == row.id]
        told = CommitmentTold(row.said, row.first_due.astimezone(LOCAL).date(), row.every_months)
        return CommitmentPage(view, told, act.number)


def waiting_commitments(session: Session, now: datetime) -> tuple[Waiting, ...]:
    """Of instruments in force: lapsed ones first, then what is due in two weeks."""
    acts = {
        row.id: row
        for row in session.scalars(
            select(InstrumentRow)
            .join(CommitmentRow, CommitmentRow.instrument_id == InstrumentRow.id)
            .where(
                InstrumentRow.recorded_to.is_(None),
                CommitmentRow.recorded_to.is_(None),
                InstrumentRow.state.in_(["in_force", "suspended"]),
            )
        )
    }
    views = commitment_views(session, acts, now)
    found = [v for v in views if v.lapsed or v.soon]
    return tuple(Waiting(view, acts[view.instrument_id].number) for view in found)


def evidence_file(
    outside: Outside, actor: Actor, commitment_id: UUID, attestation_id: UUID
) -> tuple[bytes, str]:
    """The file that somebody answered with, and its name. Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        require_registrar(session, outside, actor)
        row = known_row(session, CommitmentAttestationRow, attestation_id)
        if row is None or row.commitment_id != commitment_id or row.file_sha256 is None:
            raise NotFound(say("Không có tệp bằng chứng này."))
    return outside.files.get(row.file_sha256), row.file_name or "bang-chung.pdf"
