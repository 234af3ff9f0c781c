"""Documents that one person chose to sign or seal together, in the order of the choice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class BatchItemRow(Record):
    """The choice alone. Whether it is signed is told by the dossier's signing attempts."""

    __tablename__ = "batch_item"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    batch_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]
    """sign | seal."""
    dossier_id: Mapped[UUID]
    task_id: Mapped[UUID]
    seen: Mapped[str]
    """full | summary: how the person had seen it when it was chosen."""
    shown_sha256: Mapped[str | None]
    """The page that was laid before the person; null until it is written."""
    trouble: Mapped[str | None]
    """Why it is not signed in this batch."""
    chosen_at: Mapped[datetime]
