"""What happened to an instrument: its states one after the other, and every act with its why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.questions.register.words import STANDINGS, Standing, event_words
from engine.say import say
from engine.store.people import person_names
from engine.store.records import (
    CommitmentAttestationRow,
    CommitmentRow,
    GrantRow,
    InstrumentRow,
    RegisterEventRow,
)


@dataclass(frozen=True, slots=True)
class EventView:
    """What was done, when, by whom, why."""

    at: datetime
    by: str
    what: str
    why: str | None


@dataclass(frozen=True, slots=True)
class StateView:
    """A state it has been in, since when, and who brought it there ("": the installation)."""

    words: str
    since: datetime
    by: str


def events_of(session: Session, instrument_id: UUID) -> tuple[EventView, ...]:
    """Acts on it, on its lines, commitments and attestations; the newest first."""
    lines = select(GrantRow.id).where(GrantRow.instrument_id == instrument_id)
    promises = select(CommitmentRow.id).where(CommitmentRow.instrument_id == instrument_id)
    answers = select(CommitmentAttestationRow.id).where(
        CommitmentAttestationRow.commitment_id.in_(promises)
    )
    rows = session.scalars(
        select(RegisterEventRow)
        .where(
            or_(
                RegisterEventRow.record_id == instrument_id,
                RegisterEventRow.record_id.in_(lines.union(promises, answers)),
            )
        )
        .order_by(RegisterEventRow.id.desc())
    ).all()
    return told_events(session, rows)


def told_events(session: Session, rows: Sequence[RegisterEventRow]) -> tuple[EventView, ...]:
    """Events of the register in words."""
    names = person_names(session, {row.by_id for row in rows})
    return tuple(
        EventView(
            row.at, names.get(row.by_id, "—"), event_words(row.record_table, row.kind), row.reason
        )
        for row in rows
    )


def states_of(session: Session, instrument_id: UUID) -> tuple[StateView, ...]:
    """From first to last, as the register knew them."""
    rows = session.scalars(
        select(InstrumentRow)
        .where(InstrumentRow.id == instrument_id)
        .order_by(InstrumentRow.row_id)
    ).all()
    names = person_names(session, {row.recorded_by_id for row in rows if row.recorded_by_id})
    found: list[StateView] = []
    before = None
    for row in rows:
        if row.state != before:
            by = names.get(row.recorded_by_id, "—") if row.recorded_by_id else ""
            found.append(StateView(say(STANDINGS[Standing(row.state)]), row.state_since, by))
        before = row.state
    return tuple(found)
