"""Files of instruments: each that was ever attached, and what its signatures were found to be."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Record


class InstrumentFileRow(Record):
    """The instrument's row names the one that counts, by its hash."""

    __tablename__ = "instrument_file"
    __table_args__ = (Index(None, "instrument_id", "sha256"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    instrument_id: Mapped[UUID]
    sha256: Mapped[str]
    name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    pages: Mapped[int | None]
    on_paper: Mapped[bool]
    """A scan of a decision that exists on paper only."""
    report: Mapped[dict[str, Any]]
    """The verdict when it was attached (`signing.verify.report.Report.to_json`)."""
    added_at: Mapped[datetime]
    added_by_id: Mapped[UUID]
