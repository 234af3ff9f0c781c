"""Plans to delegate a procedure (phương án ủy quyền), and how far each has come."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, declared_attr

from engine.store.records.base import Dated, Record, Recorded, recorded_indexes


class DelegationPlanRow(Recorded, Dated, Record):
    """One procedure to one unit: a procedure that goes to two units has two plans.

    The steps are in order: plan approved, decision to delegate issued (`instrument_id`), procedure
    re-published with the new authority, internal procedure approved.
    """

    __tablename__ = "delegation_plan"

    code: Mapped[str]
    """As the list of plans numbers it."""
    procedure: Mapped[str]
    """National code."""
    unit_id: Mapped[UUID]
    """To whom."""
    planned_number: Mapped[str]
    """The decision that approved the plan."""
    planned_on: Mapped[datetime]
    instrument_id: Mapped[UUID | None]
    """The decision that delegates; its number and date are its own."""
    republished_number: Mapped[str | None]
    republished_on: Mapped[datetime | None]
    approved_number: Mapped[str | None]
    """The decision that approved the internal procedure."""
    approved_on: Mapped[datetime | None]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            *recorded_indexes("delegation_plan"),
            Index(None, "procedure"),
            Index(None, "instrument_id"),
        )
