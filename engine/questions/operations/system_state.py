"""Whether the parts of the system work: database, bell, workers, what they have to do, the disk."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from engine.outside.outside import Outside
from engine.questions.operations.health import ready
from engine.store.records import OutboxRow
from engine.store.time import read_time

BEATS_SECONDS = 90
"""A worker shows that it lives at least every half minute; thrice that is too long."""
LATE_SECONDS = 60
"""What has been due so long, untried, waits for workers that do not come."""
LOW_DISK = 0.1


@dataclass(frozen=True, slots=True)
class SystemState:
    """`workers`: of this machine that beat lately, of `workers_known`; none known: elsewhere.

    `waiting`: pieces of work due and not begun, the longest since `waiting_since`.
    """

    database: bool
    migrated: bool
    queue: bool
    workers: int
    workers_known: int
    waiting: int
    waiting_since: datetime | None
    late: bool
    disk_free: int
    """Octets."""
    disk_low: bool


def system_state(outside: Outside) -> SystemState:
    """Looks at each part; never raises for one that is away, save the database itself."""
    can = ready(outside)
    known = list((outside.settings.home / "run").glob("worker-*.beat"))
    system_now = outside.clock.now()
    beats = [time.time() - f.stat().st_mtime for f in known]
    disk = shutil.disk_usage(outside.settings.home)
    with outside.sessions.begin() as session:
        now = read_time(session, system_now).now
        count, oldest = session.execute(
            select(func.count(), func.min(OutboxRow.not_before)).where(
                OutboxRow.done_at.is_(None), OutboxRow.not_before <= now
            )
        ).one()
    return SystemState(
        database=can.database,
        migrated=can.migrated,
        queue=can.queue,
        workers=sum(age < BEATS_SECONDS for age in beats),
        workers_known=len(known),
        waiting=count,
        waiting_since=oldest,
        late=bool(count) and (now - oldest).total_seconds() > LATE_SECONDS,
        disk_free=disk.free,
        disk_low=disk.free < LOW_DISK * disk.total,
    )
