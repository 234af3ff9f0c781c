"""Budget groups: one time budget shared by several steps."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class BudgetGroupRow(OfDossier, Record):
    __tablename__ = "budget_group"

    key: Mapped[str] = mapped_column(primary_key=True)
    budget: Mapped[str]
    """As written in the diagram ("3 ngày làm việc")."""
    started_at: Mapped[datetime]
    due_at: Mapped[datetime]
