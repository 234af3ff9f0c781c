"""Conditions and reaches that several readers of the register share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import aliased

from engine.store.records import (
    UnitRow,
)
from engine.store.records.base import Recorded


def known(row: type[Recorded], known_at: datetime | None) -> ColumnElement[bool]:
    """The condition that the register knew a row at that time; None = knows it now."""
    if known_at is None:
        return row.recorded_to.is_(None)
    still = row.recorded_to.is_(None) | (row.recorded_to > known_at)
    return (row.recorded_from <= known_at) & still


def with_those_above(units: Iterable[UUID], at: datetime | None) -> Select[UUID]:
    """The units and the agencies above them, whose names documents print."""
    up = (
        select(UnitRow.id, UnitRow.parent_id)
        .where(UnitRow.id.in_(units), known(UnitRow, at))
        .cte("up", recursive=True)
    )
    parent = aliased(UnitRow)
    up = up.union(
        select(parent.id, parent.parent_id).where(parent.id == up.c.parent_id, known(parent, at))
    )
    return select(up.c.id)
