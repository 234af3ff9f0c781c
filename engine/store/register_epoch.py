"""The epoch of the register: every change raises it, every act of authority is bound to it."""

from __future__ import annotations

from sqlalchemy import func, update
from sqlalchemy.orm import Session

from engine.store.records import RegisterEpochRow


def bump_epoch(session: Session) -> int:
    """In the transaction of a change of the register or of a calendar; answers the new epoch.

    Waits for acts that are being saved. Until the commit no act of authority is saved, and those
    judged before it are Overtaken.
    """
    return session.execute(
        update(RegisterEpochRow)
        .values(epoch=RegisterEpochRow.epoch + 1, changed_at=func.now())
        .returning(RegisterEpochRow.epoch)
    ).scalar_one()


def set_clock_offset(session: Session, seconds: int) -> None:
    """Move the office's clock of a demonstration or a play; this, too, raises the epoch."""
    bump_epoch(session)
    session.execute(update(RegisterEpochRow).values(clock_offset_s=seconds))
