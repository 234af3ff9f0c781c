"""What was done to accounts: who, when, what. Rows are added, never changed: the table refuses."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class AccountEventRow(Record):
    __tablename__ = "account_event"
    __table_args__ = (Index("account_event_person_idx", "person_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[UUID]
    """Whose account."""
    by_id: Mapped[UUID]
    """Who did it: an administrator, or the person."""
    kind: Mapped[str]
    detail: Mapped[str | None]
    """A count, a login; never a secret."""
