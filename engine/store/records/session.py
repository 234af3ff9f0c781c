"""Sessions: one browser in which a person is signed in. The browser holds only the id."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class SessionRow(Record):
    __tablename__ = "session"
    __table_args__ = (Index("session_person_idx", "person_id", "seen_at"),)

    id_hash: Mapped[bytes] = mapped_column(primary_key=True)
    """SHA-256 of the id: who reads this table cannot take a session over."""
    person_id: Mapped[UUID]
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    """Last use, written down every few minutes only."""
    ended_at: Mapped[datetime | None]
    waits_for: Mapped[str | None]
    """code | password | setup: what the person has to do before anything else; null: nothing."""
    agent: Mapped[str]
    """Browser and system in two words."""
    address: Mapped[str]
    """Where from, without the last part: a network, not a person's machine."""
