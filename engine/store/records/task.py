"""Tasks: what a dossier waits for, and has waited for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.records.base import OfDossier, Record


class TaskRow(OfDossier, Record):
    __tablename__ = "task"
    __table_args__ = (
        Index(
            "task_assignee_open_idx",
            "assignee_id",
            "due_at",
            postgresql_where=text("status = 'open'"),
        ),
        Index(
            "task_unit_open_idx",
            "unit_id",
            "due_at",
            postgresql_where=text("status = 'open'"),
        ),
        Index(
            "task_unit_closed_idx",
            "unit_id",
            "closed_at",
            postgresql_where=text("status = 'done'"),
        ),
        Index("task_open_idx", "dossier_id", postgresql_where=text("status = 'open'")),
        Index(
            "task_prepared_idx",
            "dossier_id",
            "closed_by_id",
            postgresql_where=text("power = 'appraise' AND status = 'done'"),
        ),
        Index(
            "task_incident_open_idx",
            "opened_at",
            postgresql_where=text("status = 'open' AND incident IS NOT NULL"),
        ),
        Index(
            "task_closed_by_idx",
            "closed_by_id",
            "dossier_id",
            postgresql_where=text("closed_by_id IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """The diagram's own id of the wait."""
    element: Mapped[str]
    kind: Mapped[str]
    """user | machine | timer | message | joint."""
    status: Mapped[str]
    """open | done | cancelled."""
    unit_id: Mapped[UUID | None]
    performer: Mapped[str | None]
    power: Mapped[str | None]
    assignee_id: Mapped[UUID | None]
    """The person who claimed it, or to whom it was given."""
    assigned_at: Mapped[datetime | None]
    """Since when the assignee is who it is; null when nobody ever was."""
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    budget_group: Mapped[str | None]
    incident: Mapped[str | None]
    """Why nobody can do it, in one sentence for people."""
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[UUID | None]
    """The actor of the Move that closed it; null for the clock and the worker."""
    parent_id: Mapped[UUID | None]
    """The joint task that this member's task belongs to."""
    outcome: Mapped[str | None]
    """before | on | after its time."""
