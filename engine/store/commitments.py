"""Commitments and the worker's notebook of reminders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.core.commitments import remind_at, standing_of
from engine.store.records import (
    CommitmentAttestationRow,
    CommitmentReminderRow,
    CommitmentRow,
    InstrumentRow,
)


def next_due(session: Session, row: CommitmentRow, now: datetime) -> datetime | None:
    """The first due day of a commitment that nobody answered for; None when all are answered."""
    until = session.scalars(
        select(InstrumentRow.valid_to).where(
            InstrumentRow.id == row.instrument_id, InstrumentRow.recorded_to.is_(None)
        )
    ).first()
    attested = session.scalars(
        select(CommitmentAttestationRow.due).where(
            CommitmentAttestationRow.commitment_id == row.id,
            CommitmentAttestationRow.recorded_to.is_(None),
        )
    ).all()
    return standing_of(row.first_due, row.every_months, until, attested, now).next_due


def note_reminder(session: Session, row: CommitmentRow, now: datetime) -> None:
    """Write down when its keepers are next reminded; nothing more when all is answered."""
    session.flush()
    due = next_due(session, row, now) if row.recorded_to is None else None
    moment = remind_at(due, now) if due else None
    if due is None or moment is None:
        session.execute(
            delete(CommitmentReminderRow).where(CommitmentReminderRow.commitment_id == row.id)
        )
        return
    values = {"commitment_id": row.id, "due": due, "remind_at": moment}
    session.execute(
        insert(CommitmentReminderRow)
        .values(values)
        .on_conflict_do_update(
            index_elements=["commitment_id"], set_={"due": due, "remind_at": moment}
        )
    )


def reminders_due(
    session: Session, now: datetime, most: int
) -> Sequence[tuple[CommitmentReminderRow, CommitmentRow | None]]:
    """What is to be reminded of by now, held until the commit; each with its commitment as known,
    None when it is not any more."""
    rows = session.scalars(
        select(CommitmentReminderRow)
        .where(CommitmentReminderRow.remind_at <= now)
        .order_by(CommitmentReminderRow.remind_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    known = {
        row.id: row
        for row in session.scalars(
            select(CommitmentRow).where(
                CommitmentRow.recorded_to.is_(None),
                CommitmentRow.id.in_([row.commitment_id for row in rows]),
            )
        )
    }
    return [(row, known.get(row.commitment_id)) for row in rows]


def forget_reminder(session: Session, commitment_id: UUID) -> None:
    """Its commitment is known no longer, or there is nothing left to be reminded of."""
    session.execute(
        delete(CommitmentReminderRow).where(CommitmentReminderRow.commitment_id == commitment_id)
    )
