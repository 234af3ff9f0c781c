"""Reads the working calendar of a unit."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.clock import Calendar, CalendarUnknown, parse_calendar
from engine.say import say
from engine.store.cache import PerDatabase
from engine.store.records import CalendarRow

_CALENDARS: PerDatabase[Calendar] = PerDatabase(256)


def load_calendar(session: Session, unit_id: UUID, epoch: int) -> Calendar:
    """The unit's own calendar, else the one for all; kept by the process under its epoch.

    Raises CalendarUnknown when neither is recorded.
    """
    return _CALENDARS.of(session).get((unit_id, epoch), lambda: _read(session, unit_id))


def _read(session: Session, unit_id: UUID) -> Calendar:
    row = session.scalars(
        select(CalendarRow)
        .where(
            CalendarRow.recorded_to.is_(None),
            CalendarRow.unit_id.is_(None) | (CalendarRow.unit_id == unit_id),
        )
        .order_by(CalendarRow.unit_id.is_(None), CalendarRow.version.desc())
        .limit(1)
    ).first()
    if row is None:
        raise CalendarUnknown(say("Chưa có lịch làm việc cho đơn vị này; hãy nhập lịch trước."))
    return parse_calendar(row.weekly, row.days, row.known_years)
