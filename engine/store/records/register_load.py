"""Files from which the register was filled: who brought one, who took it in, what it changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class RegisterLoadRow(Record):
    __tablename__ = "register_load"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    file_name: Mapped[str]
    file_sha256: Mapped[str]
    brought_at: Mapped[datetime]
    brought_by_id: Mapped[UUID | None]
    """Null: on the command line."""
    loaded_at: Mapped[datetime | None]
    loaded_by_id: Mapped[UUID | None]
    changed: Mapped[dict[str, Any]]
    """`engine.store.register_loads.told_of`: what it changes; as long as it waits, what it would
    have changed when it was last looked at."""
