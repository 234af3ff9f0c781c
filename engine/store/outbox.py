"""The outbox: taken by several workers, each row by one at a time.

A row is leased for a while. A worker that dies loses its lease, and the row is taken again; what
it asks for must therefore bear being done twice (a Move that settles the row is guarded).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.core.move import OutboxAdded
from engine.store.records import OutboxRow
from engine.store.time import read_time

LEASE = timedelta(seconds=60)
"""Longer than any one thing takes that the worker does."""
TIMER = "timer"
"""Kind of the rows for timers that could not be fired."""
_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """A row as taken; `tries` counts this one."""

    dossier_id: UUID
    id: UUID
    kind: str
    payload: Mapping[str, Any]
    tries: int


def take_due(
    session: Session, system_now: datetime, limit: int, lease: timedelta = LEASE
) -> tuple[OutboxItem, ...]:
    """Up to `limit` rows that are due and that no other worker has, the longest due first.

    Commit before working on them. Leases run by the database server's own clock.
    """
    now = read_time(session, system_now).now
    clock = func.clock_timestamp()
    free = (
        select(OutboxRow.dossier_id, OutboxRow.id)
        .where(
            OutboxRow.done_at.is_(None),
            OutboxRow.not_before <= now,
            OutboxRow.leased_until.is_(None) | (OutboxRow.leased_until <= clock),
        )
        .order_by(OutboxRow.not_before)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = session.scalars(
        update(OutboxRow)
        .where(tuple_(OutboxRow.dossier_id, OutboxRow.id).in_(free))
        .values(leased_until=clock + lease, tries=OutboxRow.tries + 1)
        .returning(OutboxRow)
        .execution_options(populate_existing=True)
    ).all()
    return tuple(
        OutboxItem(row.dossier_id, row.id, row.kind, row.payload, row.tries)
        for row in sorted(rows, key=lambda row: row.not_before)
    )


def mark_trouble(session: Session, item: OutboxItem, sentence: str, system_now: datetime) -> None:
    """Say why it failed and put it off: 5 s, then twice as long each time, to 15 minutes."""
    pause = min(_FIRST_PAUSE * 2 ** min(item.tries - 1, 10), _LONGEST_PAUSE)
    now = read_time(session, system_now).now
    _change(session, item, trouble=sentence, not_before=now + pause, leased_until=None)


def put_off(
    session: Session, dossier_id: UUID, row: OutboxAdded, sentence: str, system_now: datetime
) -> None:
    """A row for what failed outside of the outbox, with why; one that is there already stays."""
    now = read_time(session, system_now).now
    added = insert(OutboxRow).values(
        dossier_id=dossier_id,
        id=row.id,
        kind=row.kind,
        payload=row.payload,
        not_before=now + _FIRST_PAUSE,
        tries=1,
        trouble=sentence,
        created_at=now,
    )
    session.execute(added.on_conflict_do_nothing())


def mark_done(session: Session, item: OutboxItem, system_now: datetime) -> None:
    """It needs no Move: it was done, or there is nothing left to do."""
    now = read_time(session, system_now).now
    _change(session, item, done_at=now, trouble=None, leased_until=None)


def due_now(session: Session, dossier_id: UUID, outbox_id: UUID, system_now: datetime) -> bool:
    """Make a waiting row due at once; false when it is done or was never there."""
    now = read_time(session, system_now).now
    changed = session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.dossier_id == dossier_id,
            OutboxRow.id == outbox_id,
            OutboxRow.done_at.is_(None),
        )
        .values(not_before=now, leased_until=None)
        .returning(OutboxRow.id)
    ).one_or_none()
    return changed is not None


def _change(session: Session, item: OutboxItem, **values: object) -> None:
    session.execute(
        update(OutboxRow)
        .where(
            OutboxRow.dossier_id == item.dossier_id,
            OutboxRow.id == item.id,
            OutboxRow.done_at.is_(None),
        )
        .values(**values)
    )
