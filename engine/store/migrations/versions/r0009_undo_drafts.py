"""The way back of the last Move, and drafts of what people are typing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column(
        "dossier",
        sa.Column("undo_move", postgresql.JSONB(none_as_null=True), nullable=True),
    )
    op.create_table(
        "draft",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "person_id", "dossier_id", "task_id", "form", name=op.f("draft_pkey")
        ),
    )
    op.create_index("draft_task_idx", "draft", ["dossier_id", "task_id"])
