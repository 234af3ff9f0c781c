"""Recovery codes: each opens the door once when the telephone with the authenticator is away."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class RecoveryCodeRow(Record):
    __tablename__ = "recovery_code"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    """SHA-256; the code has 60 random bits and is slowed down like a password."""
    used_at: Mapped[datetime | None]
