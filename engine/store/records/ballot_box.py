"""Ballot boxes: how many ballots of each choice a council has cast, and nothing of who."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class BallotBoxRow(OfDossier, Record):
    __tablename__ = "ballot_box"

    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    """The council's joint task."""
    choice: Mapped[str] = mapped_column(primary_key=True)
    """agree | against | abstain."""
    count: Mapped[int]
