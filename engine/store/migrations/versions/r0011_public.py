"""Ratings by applicants, and who took a result along at the return counter."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "rating",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("rating_pkey")),
    )
    op.create_table(
        "hand_over",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("taker", sa.Text(), nullable=False),
        sa.Column("taker_name", sa.Text(), nullable=False),
        sa.Column("taker_paper", sa.Text(), nullable=True),
        sa.Column("signature_sha256", sa.Text(), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_by_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", "task_id", name=op.f("hand_over_pkey")),
    )
