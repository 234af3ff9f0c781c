"""Procedures and plans to delegate them, the files a register came from, and quicker slices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "procedure",
        *_recorded(),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("legal_total", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        *_dated(),
        sa.PrimaryKeyConstraint("row_id", name=op.f("procedure_pkey")),
    )
    _indexes("procedure", "code")
    op.create_table(
        "delegation_plan",
        *_recorded(),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("planned_number", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.DateTime(timezone=True), nullable=False),
        sa.Column("instrument_id", sa.Uuid(), nullable=True),
        sa.Column("republished_number", sa.Text(), nullable=True),
        sa.Column("republished_on", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_number", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.DateTime(timezone=True), nullable=True),
        *_dated(),
        sa.PrimaryKeyConstraint("row_id", name=op.f("delegation_plan_pkey")),
    )
    _indexes("delegation_plan", "procedure", "instrument_id")
    op.create_table(
        "register_load",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("brought_by_id", sa.Uuid(), nullable=True),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("loaded_by_id", sa.Uuid(), nullable=True),
        sa.Column("changed", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("register_load_pkey")),
    )
    op.create_index(op.f("grant_to_position_id_idx"), "grant", ["to_position_id"])
    op.create_index(op.f("grant_to_unit_id_idx"), "grant", ["to_unit_id"])
    op.create_index(op.f("instrument_supersedes_id_idx"), "instrument", ["supersedes_id"])


def _recorded() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("row_id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
    )


def _dated() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
    )


def _indexes(table: str, *columns: str) -> None:
    op.create_index(
        f"{table}_current_key",
        table,
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index(f"{table}_past_idx", table, ["id", "recorded_from"])
    for column in columns:
        op.create_index(op.f(f"{table}_{column}_idx"), table, [column])
