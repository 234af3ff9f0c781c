"""Instruments that ask for a yearly report, and the reports that were sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.store.records import InstrumentRow, RegisterEventRow

SENT = "report_sent"
"""Kind of the event; its reason is the year."""


def instruments_reported(session: Session, now: datetime) -> Sequence[InstrumentRow]:
    """Those that ask for a report and were in force within the last year, by number."""
    year_ago = now.replace(year=now.year - 1, day=min(now.day, 28))
    return session.scalars(
        select(InstrumentRow)
        .where(
            InstrumentRow.recorded_to.is_(None),
            InstrumentRow.report_due.is_not(None),
            InstrumentRow.state.not_in(("draft", "reviewed")),
            InstrumentRow.valid_from <= now,
            or_(InstrumentRow.valid_to.is_(None), InstrumentRow.valid_to > year_ago),
        )
        .order_by(InstrumentRow.number)
    ).all()


def reports_sent(session: Session, instruments: Sequence[UUID]) -> frozenset[tuple[UUID, int]]:
    """Instrument and year of every report that was marked as sent."""
    rows = session.execute(
        select(RegisterEventRow.record_id, RegisterEventRow.reason).where(
            RegisterEventRow.record_id.in_(instruments), RegisterEventRow.kind == SENT
        )
    )
    return frozenset((id_, int(year)) for id_, year in rows if year is not None)
