"""What time it is in this office."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store.records import RegisterEpochRow


class OfficeTime(NamedTuple):
    """The epoch of the register, and the office's time, which a demonstration may have moved."""

    epoch: int
    now: datetime


def read_time(session: Session, system_now: datetime) -> OfficeTime:
    """Where no dossier is read; `load_open_task` brings the office's time along by itself.

    `system_now` is the system clock's. Functions of the store that take one turn it into the
    office's time themselves; those that take `now` want the office's.
    """
    epoch, offset = session.execute(
        select(RegisterEpochRow.epoch, RegisterEpochRow.clock_offset_s)
    ).one()
    return OfficeTime(epoch, system_now + timedelta(seconds=offset))
