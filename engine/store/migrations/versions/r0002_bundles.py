"""Bundles and which of them is in force."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "bundle",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("bundle_pkey")),
    )
    op.create_index(op.f("bundle_procedure_idx"), "bundle", ["procedure"], unique=False)
    op.create_table(
        "procedure_version",
        sa.Column("row_id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("bundle_sha256", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("recorded_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["bundle_sha256"], ["bundle.sha256"], name=op.f("procedure_version_bundle_sha256_fkey")
        ),
        sa.PrimaryKeyConstraint("row_id", name=op.f("procedure_version_pkey")),
    )
    op.create_index(
        "procedure_version_current_key",
        "procedure_version",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index(
        "procedure_version_past_idx", "procedure_version", ["id", "recorded_from"], unique=False
    )
    op.create_index(
        op.f("procedure_version_procedure_unit_id_idx"),
        "procedure_version",
        ["procedure", "unit_id"],
        unique=False,
    )
