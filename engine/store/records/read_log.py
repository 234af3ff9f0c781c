"""Who read personal data: one row for a person, a dossier, a kind, an item and ten minutes.

Rows are added, never changed: the table refuses.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class ReadLogRow(OfDossier, Record):
    __tablename__ = "read_log"
    __table_args__ = (Index("read_log_person_idx", "person_id", "at"),)

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    """dossier | task | paper | document | slip | search | known_person | online | report | …"""
    item: Mapped[str] = mapped_column(primary_key=True)
    """The id of the paper or document, the name of the report; "" for the whole."""
    slot: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    """Tens of minutes since 1970."""
    at: Mapped[datetime]
    place: Mapped[str]
    """The posts that the reader held then, as words: they may change, the row does not."""
