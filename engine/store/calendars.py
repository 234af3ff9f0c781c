"""Working calendars as recorded: which is in force for a unit, and a new version of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.clock.read_calendar import CalendarTold
from engine.errors import NotFound
from engine.store.records import CalendarRow, RegisterEpochRow, UnitRow


def unit_named(session: Session, code: str) -> UUID:
    """The unit with this identifier code. Raises NotFound."""
    found = session.scalars(
        select(UnitRow.id).where(UnitRow.code == code, UnitRow.recorded_to.is_(None))
    ).first()
    if found is None:
        raise NotFound(f"Không có đơn vị nào mang mã {code}; hãy kiểm tra lại mã định danh.")
    return found


def hold_calendars(session: Session) -> None:
    """Edits of calendars, as all of the register, go one after the other."""
    session.execute(select(RegisterEpochRow.id).with_for_update())


def calendar_in_force(session: Session, unit_id: UUID | None) -> CalendarRow | None:
    """The unit's own calendar, else the one of all units; None when neither is recorded."""
    return session.scalars(
        select(CalendarRow)
        .where(
            CalendarRow.recorded_to.is_(None),
            CalendarRow.unit_id.is_(None) | (CalendarRow.unit_id == unit_id),
        )
        .order_by(CalendarRow.unit_id.is_(None), CalendarRow.version.desc())
        .limit(1)
    ).first()


def told_by(row: CalendarRow) -> CalendarTold:
    """What is recorded, as its file told it."""
    return CalendarTold(
        weekly=row.weekly,
        days=row.days,
        decisions={year: row.decisions.get(str(year)) for year in row.known_years},
    )


def record_version(
    session: Session,
    unit_id: UUID | None,
    told: CalendarTold,
    decision: str | None,
    system_now: datetime,
) -> int:
    """Put a calendar in force for the unit (None: for all without one of their own).

    Answers its version. The former is kept as recorded until now. Raise the epoch with it.
    """
    former = calendar_in_force(session, unit_id)
    if former is not None and former.unit_id != unit_id:
        former = None  # the unit had none of its own
    if former is not None:
        former.recorded_to = system_now
        session.flush()  # of a record one row is current: the former is closed first
    version = 1 if former is None else former.version + 1
    session.add(
        CalendarRow(
            id=uuid4() if former is None else former.id,
            unit_id=unit_id,
            version=version,
            decision=decision,
            weekly=dict(told.weekly),
            days=dict(told.days),
            known_years=list(told.years),
            decisions={str(year): notice for year, notice in told.decisions.items()},
            recorded_from=system_now,
        )
    )
    session.flush()
    return version
