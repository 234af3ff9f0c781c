"""How the queue of a signer's seat is arranged, by the signer or by who assists them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class DeskMarkRow(Record):
    """A view of the desk, no part of a dossier: it moves nothing and nobody else sees it."""

    __tablename__ = "desk_mark"

    position_id: Mapped[UUID] = mapped_column(primary_key=True)
    """The signer's seat."""
    dossier_id: Mapped[UUID] = mapped_column(primary_key=True)
    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[str]
    """first | usual | last."""
    look: Mapped[bool]
    """To be read closely before it is signed."""
    note: Mapped[str | None]
    by_id: Mapped[UUID]
    marked_at: Mapped[datetime]
