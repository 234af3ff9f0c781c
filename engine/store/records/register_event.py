"""What was done to the register: who, when, what, why. Rows are added, never changed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class RegisterEventRow(Record):
    __tablename__ = "register_event"
    __table_args__ = (Index("register_event_record_idx", "record_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime]
    by_id: Mapped[UUID]
    kind: Mapped[str]
    """entered | corrected | struck, or the act by its name (reviewed, suspended, revoked …)."""
    record_table: Mapped[str]
    record_id: Mapped[UUID]
    reason: Mapped[str | None]
    """In the words of who did it: the ground of a correction, the act that revokes."""
