"""The ledger of the legal clock: its stops, with their grounds."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class LedgerRow(OfDossier, Record):
    __tablename__ = "ledger"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    """supplement | financial_duty | explanation."""
    policy: Mapped[str]
    """pause | restart."""
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    """Null while the clock stands."""
    ground: Mapped[str]
