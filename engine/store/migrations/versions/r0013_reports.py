"""Indexes for the heads' report: a period of a unit is read from an index alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_index(
        "dossier_report_idx",
        "dossier",
        ["unit_id", "finished_at"],
        postgresql_include=[
            "id",
            "received_at",
            "due_at",
            "procedure",
            "accountable_id",
            "timeliness",
            "status",
        ],
    )
    op.create_index(
        "task_unit_open_idx",
        "task",
        ["unit_id", "due_at"],
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "task_unit_closed_idx",
        "task",
        ["unit_id", "closed_at"],
        postgresql_where=sa.text("status = 'done'"),
    )
