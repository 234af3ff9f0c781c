"""Signed files of instruments, and the commitments that delegations are made on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"


def _recorded(table: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        table,
        sa.Column("row_id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *columns,
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("row_id", name=op.f(f"{table}_pkey")),
    )
    current = sa.text("recorded_to IS NULL")
    op.create_index(f"{table}_current_key", table, ["id"], unique=True, postgresql_where=current)
    op.create_index(f"{table}_past_idx", table, ["id", "recorded_from"])


def upgrade() -> None:
    op.add_column("instrument", sa.Column("paper_attested_by_id", sa.Uuid(), nullable=True))
    op.add_column(
        "grant",
        sa.Column("scope_example", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    )
    op.create_table(
        "instrument_file",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("instrument_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("report", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("instrument_file_pkey")),
    )
    op.create_index(
        op.f("instrument_file_instrument_id_sha256_idx"),
        "instrument_file",
        ["instrument_id", "sha256"],
    )
    _recorded(
        "commitment",
        sa.Column("instrument_id", sa.Uuid(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("first_due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("every_months", sa.Integer(), nullable=False),
    )
    op.create_index(op.f("commitment_instrument_id_idx"), "commitment", ["instrument_id"])
    _recorded(
        "commitment_attestation",
        sa.Column("commitment_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("attested_on", sa.DateTime(timezone=True), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
    )
    op.create_index(
        op.f("commitment_attestation_commitment_id_idx"),
        "commitment_attestation",
        ["commitment_id"],
    )
    op.create_table(
        "commitment_reminder",
        sa.Column("commitment_id", sa.Uuid(), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("commitment_id", name=op.f("commitment_reminder_pkey")),
    )
    op.create_index(op.f("commitment_reminder_remind_at_idx"), "commitment_reminder", ["remind_at"])
