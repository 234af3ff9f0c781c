"""Persons: officers and signers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record, Recorded


class PersonRow(Recorded, Record):
    __tablename__ = "person"

    full_name: Mapped[str]
    identity: Mapped[str | None]
    """What the person's certificate carries as serialNumber of the subject."""
    name_key: Mapped[str]
    """Sorts by given name, then the rest, in Vietnamese order."""
    search_text: Mapped[str]
    qualifications: Mapped[list[str]] = mapped_column(default=list)
    """What a grant to a named person may ask for."""
    valid_from: Mapped[datetime | None]
    """Null: a person is in the register without limit."""
    valid_to: Mapped[datetime | None]
