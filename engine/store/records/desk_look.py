"""What a signer has opened to read in full: their own, no part of a dossier."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class DeskLookRow(Record):
    __tablename__ = "desk_look"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(primary_key=True)
    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    shown_sha256: Mapped[str]
    """The very page that was opened: another one has not been seen."""
    seen_at: Mapped[datetime]
