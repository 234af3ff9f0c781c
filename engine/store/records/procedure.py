"""Procedures (thủ tục hành chính): what the jurisdiction answers, whether or not it runs here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, declared_attr

from engine.store.records.base import Dated, Record, Recorded, recorded_indexes


class ProcedureRow(Recorded, Dated, Record):
    __tablename__ = "procedure"

    code: Mapped[str]
    """National code (mã TTHC)."""
    title: Mapped[str]
    field: Mapped[str]
    level: Mapped[str]
    """province | commune: the level of government that decides by law."""
    legal_total: Mapped[str | None]
    """The term as the decision prints it ("03 ngày làm việc"); null where none is set."""
    search_text: Mapped[str]
    """Code and title, folded: lower case, no diacritics."""

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:
        return (*recorded_indexes("procedure"), Index(None, "code"))
