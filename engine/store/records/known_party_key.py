"""What a known person is found by."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class KnownPartyKeyRow(Record):
    """Identity, phone, and the folded name from each of its words on: found by their beginning."""

    __tablename__ = "known_party_key"

    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    party_id: Mapped[UUID] = mapped_column(primary_key=True)
