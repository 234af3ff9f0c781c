"""How the register is written: a correction is a new row of the same record, nothing is deleted.

The caller's transaction ends with the register's epoch raised (`engine.actions.register.office`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from engine.errors import AlreadyDone, NotFound
from engine.say import say
from engine.store.records.base import Recorded
from engine.store.records.register_event import RegisterEventRow

_R = TypeVar("_R", bound=Recorded)
_CHANGES = 7_403_911
"""Number of the advisory lock that one change of the register holds at a time."""
_OF_THE_ROW = frozenset({"row_id", "recorded_from", "recorded_to", "recorded_by_id"})


def hold_register(session: Session) -> None:
    """Until the commit nobody else changes the register; acts of authority go on."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHANGES})


def after_changes(session: Session) -> None:
    """Waits for a change under way, if there is one. What is read then of a time that has passed
    stays as it is: any later change is recorded after it."""
    session.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": _CHANGES})


def known_row(session: Session, kind: type[_R], record_id: UUID | None) -> _R | None:
    """What the register knows now of a record; None when it knows nothing."""
    if record_id is None:
        return None
    return session.scalars(
        select(kind).where(kind.id == record_id, kind.recorded_to.is_(None))
    ).one_or_none()


def current(session: Session, kind: type[_R], record_id: UUID) -> _R:
    """What the register knows now of a record. Raises NotFound."""
    row = known_row(session, kind, record_id)
    if row is None:
        raise NotFound(say("Không có mục này trong danh mục thẩm quyền."))
    return row


def enter(session: Session, row: _R, by_id: UUID, now: datetime, reason: str | None = None) -> _R:
    """A new record, known from `now` on; the event is kept beside it."""
    row.recorded_from, row.recorded_by_id = now, by_id
    session.add(row)
    note_change(session, now, by_id, "entered", row, reason)
    session.flush()
    return row


def correct(
    session: Session,
    former: _R,
    by_id: UUID,
    now: datetime,
    *,
    kind: str = "corrected",
    reason: str | None = None,
    seen: int | None = None,
    **changed: Any,
) -> _R:
    """A new row of the same record, with `changed` columns; the former one stays in the past.

    `seen` is the `row_id` that the page showed: AlreadyDone when somebody has corrected the record
    since. `kind` names the act in the record's events.
    """
    if seen is not None and former.row_id != seen:
        raise AlreadyDone(
            say("Mục này vừa được người khác sửa; hãy xem lại rồi làm tiếp, chưa có gì được ghi.")
        )
    columns = {c.key for c in inspect(type(former)).column_attrs} - _OF_THE_ROW
    kept = {name: getattr(former, name) for name in columns}
    former.recorded_to = max(now, former.recorded_from)
    session.flush()  # the former row leaves the unique index before the new one enters it
    row = type(former)(**{**kept, **changed})
    row.recorded_from, row.recorded_by_id = former.recorded_to, by_id
    session.add(row)
    note_change(session, now, by_id, kind, row, reason)
    session.flush()  # so that `current` finds it
    return row


def strike(session: Session, former: Recorded, by_id: UUID, now: datetime, reason: str) -> None:
    """A record that should never have been entered: known no longer, still there for the past."""
    former.recorded_to = max(now, former.recorded_from)
    note_change(session, now, by_id, "struck", former, reason)


def note_change(
    session: Session, at: datetime, by_id: UUID, kind: str, row: Recorded, reason: str | None
) -> None:
    """Keep who did what to a record, and why."""
    session.add(
        RegisterEventRow(
            at=at,
            by_id=by_id,
            kind=kind,
            record_table=inspect(type(row)).local_table.name,
            record_id=row.id,
            reason=reason,
        )
    )
