"""Units: agencies and parts of agencies, with their place in the tree."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import Dated, Record, Recorded


class UnitRow(Recorded, Dated, Record):
    __tablename__ = "unit"

    code: Mapped[str]
    """Identifier code of the agency (mã định danh điện tử)."""
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="other", server_default="other")
    """`engine.core.authority.unit_kinds.UnitKind`: what the law lets it stand under."""
    parent_id: Mapped[UUID | None]
    collective_name: Mapped[str | None]
    """As printed after TM.; null where no collective decides."""
    abbreviation: Mapped[str | None]
    """Its part of the symbol of its documents ("UBND" in 07/BS-UBND)."""
    place: Mapped[str | None]
    """Địa danh: the place name before the date of its documents, NĐ 30/2020 Phụ lục I."""
    former_names: Mapped[list[Any]] = mapped_column(
        default=list, server_default=text("'[]'::jsonb")
    )
    """What it was called before: name, collective_name, abbreviation, place, and `until` when (ISO
    8601), the oldest first. It is the same unit (`engine.store.unit_names`)."""
    search_text: Mapped[str]
    """Code and name, folded: lower case, no diacritics."""
