"""Subscriptions: waits for a message. Closing the task deletes the row."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class SubscriptionRow(OfDossier, Record):
    __tablename__ = "subscription"
    __table_args__ = (Index(None, "correlation", "message"),)

    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    message: Mapped[str]
    correlation: Mapped[str]
