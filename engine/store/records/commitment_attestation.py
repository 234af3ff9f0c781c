"""Attestations: somebody answers, with evidence, that a commitment is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, declared_attr

from engine.store.records.base import Record, Recorded, recorded_indexes


class CommitmentAttestationRow(Recorded, Record):
    __tablename__ = "commitment_attestation"

    commitment_id: Mapped[UUID]
    due: Mapped[datetime]
    """Which of its due days this answers."""
    person_id: Mapped[UUID]
    """Who attests; who wrote it down is `recorded_by_id`."""
    attested_on: Mapped[datetime]
    evidence: Mapped[str]
    file_sha256: Mapped[str | None]
    file_name: Mapped[str | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (*recorded_indexes("commitment_attestation"), Index(None, "commitment_id"))
