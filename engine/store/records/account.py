"""Accounts: how a person signs in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class AccountRow(Record):
    __tablename__ = "account"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    login: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    created_at: Mapped[datetime]
    locked_at: Mapped[datetime | None]
    """Set by an administrator: this account signs in no more."""
    session_epoch: Mapped[int] = mapped_column(default=1)
    """Raised to end all sessions of the account."""
    failed_tries: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime | None]
    """Last wrong password; wrong ones are slowed down by `failed_tries` since a right one."""
    totp_secret: Mapped[bytes | None]
