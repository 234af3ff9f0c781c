"""Dossiers under way follow the register: runs with their dossiers, and grounds of a state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("instrument", sa.Column("state_ground", sa.Text(), nullable=True))
    op.create_table(
        "register_clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("moved_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("register_clock_only_one_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("register_clock_pkey")),
    )
    op.execute("INSERT INTO register_clock (id) VALUES (1)")
    op.create_table(
        "register_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("reach", postgresql.JSONB(), nullable=False),
        sa.Column("foreseen", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("register_run_pkey")),
    )
    op.create_index(
        "register_run_open_idx",
        "register_run",
        ["asked_at"],
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index("register_run_record_idx", "register_run", ["record_id", "asked_at"])
    op.create_table(
        "register_run_item",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("foreseen", postgresql.JSONB(), nullable=True),
        sa.Column("became", postgresql.JSONB(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", "run_id", name=op.f("register_run_item_pkey")),
    )
    op.create_index("register_run_item_run_idx", "register_run_item", ["run_id", "dossier_id"])
    op.create_index(
        "register_run_item_waiting_idx",
        "register_run_item",
        ["run_id"],
        postgresql_where=sa.text("status = 'waiting'"),
    )
