"""Instruments: the written acts that grant. Each change of state is a new row."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Mapped

from engine.store.records.base import Dated, Record, Recorded


class InstrumentRow(Recorded, Dated, Record):
    __tablename__ = "instrument"

    number: Mapped[str]
    issued_on: Mapped[datetime]
    kind: Mapped[str]
    """A kind of grant (`engine.core.authority.register.GrantKind`)."""
    issuer_position_id: Mapped[UUID]
    legal_basis: Mapped[str]
    file_sha256: Mapped[str | None]
    state: Mapped[str]
    """draft | reviewed | in_force | suspended | revoked; "expired" follows from valid_to."""
    state_since: Mapped[datetime]
    state_ground: Mapped[str | None]
    """The act on which it was suspended, revoked or resumed, as its number and date are cited."""
    exclusive: Mapped[bool]
    deputies_may_sign: Mapped[bool]
    on_end: Mapped[str]
    """finish_started | return_to_delegator | freeze."""
    supersedes_id: Mapped[UUID | None]
    report_due: Mapped[str | None]
    """MM-DD, each year: when a report on how it was carried out is due; null: none is asked."""
    paper_attested_by_id: Mapped[UUID | None]
    """Who put it in force and said that they compared the scan with the paper original."""
