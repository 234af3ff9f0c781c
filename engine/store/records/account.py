"""Accounts: how a person signs in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, text
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
    left_at: Mapped[datetime | None]
    """The person left the service (nghỉ việc): locked for good, its appointments ended."""
    must_change: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """The password was made by the system: a new one is asked for right after sign-in."""
    language: Mapped[str | None]
    """Of the pages, as the person chose it; null: never chosen."""
    failed_tries: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime | None]
    """Last wrong password; wrong ones are slowed down by `failed_tries` since a right one."""
    totp_secret: Mapped[bytes | None]
    """Of the authenticator application, encrypted under a key that is not in the database."""
    totp_since: Mapped[datetime | None]
    """When the first code was confirmed; with a secret and without this, set-up is under way."""
    totp_step: Mapped[int | None] = mapped_column(BigInteger)
    """The last time step of which a code was taken: a code is good once."""
