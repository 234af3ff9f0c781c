"""Which dossiers of a desk are of the same applicant."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class PartyDossierRow(Record):
    """A look-up: `mark` is one of the applicant's marks (`engine.core.known_party.marks`)."""

    __tablename__ = "party_dossier"

    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    """The receiving unit."""
    mark: Mapped[str] = mapped_column(Text(collation="C"), primary_key=True)
    opened_id: Mapped[UUID] = mapped_column(primary_key=True)
