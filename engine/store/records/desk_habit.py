"""How an officer likes their desk."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class DeskHabitRow(Record):
    __tablename__ = "desk_habit"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    print_at_once: Mapped[bool]
    """The browser's print dialog opens with the receipt."""
    procedure: Mapped[str | None]
    """Key of what was taken in last: it is offered first."""
