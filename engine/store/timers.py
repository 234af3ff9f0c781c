"""Timers that the legal clock has reached."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Text, cast, exists, select
from sqlalchemy.orm import Session

from engine.core.move import TaskRef
from engine.store.outbox import TIMER
from engine.store.records import OutboxRow, TimerRow
from engine.store.time import read_time


def due_timers(
    session: Session, system_now: datetime, limit: int, dossier_id: UUID | None = None
) -> tuple[TaskRef, ...]:
    """Up to `limit` due timers, the longest due first; of one dossier, if it is named.

    Takes no lock: firing one is guarded. Those that failed before have a row in the outbox and
    are tried from there, so that they never crowd out the others; a dossier asked for by name
    gets all of its own.
    """
    now = read_time(session, system_now).now
    put_off = exists().where(
        OutboxRow.dossier_id == TimerRow.dossier_id,
        OutboxRow.kind == TIMER,
        OutboxRow.done_at.is_(None),
        OutboxRow.payload["task"].astext == cast(TimerRow.task_id, Text),
    )
    rows = session.execute(
        select(TimerRow.dossier_id, TimerRow.task_id)
        .where(
            TimerRow.due_at <= now,
            ~put_off if dossier_id is None else TimerRow.dossier_id == dossier_id,
        )
        .order_by(TimerRow.due_at)
        .limit(limit)
    )
    return tuple(TaskRef(row.dossier_id, row.task_id) for row in rows)
