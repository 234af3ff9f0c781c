"""Which reports on instruments are due: a reminder, thirty days before and until it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.authority.words import act_name
from engine.core.vietnamese import LOCAL
from engine.outside.outside import Outside
from engine.store.records import InstrumentRow
from engine.store.register_values import instrument_of
from engine.store.report_dues import instruments_reported, reports_sent

AHEAD = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ReportDue:
    """`year` is the year reported on; `state` is due (within 30 days) | late | later | sent."""

    instrument_id: UUID
    instrument: str
    year: int
    due: date
    state: str


def report_dues(outside: Outside, actor: Actor) -> tuple[ReportDue, ...]:
    """For who keeps the register, the most pressing first. Raises NotYours."""
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        return dues(session, now)


def dues(session: Session, now: datetime) -> tuple[ReportDue, ...]:
    """The same for a home page; what presses has state due or late."""
    rows = instruments_reported(session, now)
    sent = reports_sent(session, [row.id for row in rows])
    today = now.astimezone(LOCAL).date()
    found = [_due(row, today, sent) for row in rows]
    order = ("late", "due", "later", "sent")
    return tuple(sorted(found, key=lambda each: (order.index(each.state), each.due)))


def _due(row: InstrumentRow, today: date, sent: frozenset[tuple[UUID, int]]) -> ReportDue:
    """This year's, or last year's as long as that one is not sent and was asked for."""
    month, day = map(int, (row.report_due or "12-31").split("-"))
    year = today.year
    last = date(year - 1, month, day)
    if row.valid_from.astimezone(LOCAL).date() <= last and (row.id, year - 1) not in sent:
        year -= 1
    due = date(year, month, day)
    if (row.id, year) in sent:
        state = "sent"
    elif due < today:
        state = "late"
    else:
        state = "due" if due <= today + AHEAD else "later"
    return ReportDue(row.id, act_name(instrument_of(row)), year, due, state)
