"""Appointments: a person holds a position from, to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, declared_attr

from engine.store.records.base import Dated, Record, Recorded, recorded_indexes


class AppointmentRow(Recorded, Dated, Record):
    __tablename__ = "appointment"

    person_id: Mapped[UUID]
    position_id: Mapped[UUID]
    acting: Mapped[bool]
    """Q. (quyền)."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (
            *recorded_indexes("appointment"),
            Index(None, "person_id"),
            Index(None, "position_id"),
        )
