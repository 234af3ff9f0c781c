"""Which seat assists which signer's seat: it arranges the signer's queue and never signs."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class AssistantOfRow(Record):
    __tablename__ = "assistant_of"

    assistant_id: Mapped[UUID] = mapped_column(primary_key=True)
    """The assistant's seat."""
    signer_id: Mapped[UUID] = mapped_column(primary_key=True)
    """The signer's seat."""
    valid_from: Mapped[datetime] = mapped_column(primary_key=True)
    valid_to: Mapped[datetime | None]
