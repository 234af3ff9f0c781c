"""The epoch: one row that every change of the register raises."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Integer
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class RegisterEpochRow(Record):
    """Acts of authority read it `FOR SHARE` while they save; a change takes it `FOR UPDATE`.

    Calendars and the clock's offset count as parts of the register: their change raises it, too.
    """

    __tablename__ = "register_epoch"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    epoch: Mapped[int] = mapped_column(BigInteger)
    changed_at: Mapped[datetime]
    clock_offset_s: Mapped[int] = mapped_column(BigInteger)
    """Seconds added to the system's clock: 0 but in demonstrations and plays."""
