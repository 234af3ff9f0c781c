"""Persons known to a desk from dossiers it took in: offered at the next one."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class KnownPartyRow(Record):
    """One row a person and unit: a unit knows nobody from another unit's dossiers.

    A table of its own and not a query over dossiers: one row a person instead of one a dossier,
    no index more on a row that every Move rewrites, and one place to erase a person from.
    """

    __tablename__ = "known_party"

    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    """Follows from unit and identity, or name and phone, so that the same person is one row."""
    full_name: Mapped[str]
    identity: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    address: Mapped[str | None]
    seen_at: Mapped[datetime]
