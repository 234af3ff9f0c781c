"""Nightly gaps; when an instrument's report is due; the way from an instrument to its results."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0019"


def upgrade() -> None:
    found = postgresql.JSONB(astext_type=sa.Text())
    op.create_table(
        "gap_run",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("pairs", sa.Integer(), nullable=False),
        sa.Column("gaps", found, nullable=False),
        sa.Column("overlaps", found, nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("gap_run_pkey")),
    )
    op.add_column("instrument", sa.Column("report_due", sa.Text(), nullable=True))
    op.execute(
        "CREATE INDEX mandate_chain_idx ON mandate USING gin ((content -> 'chain') jsonb_path_ops) "
        "WHERE content ->> 'power' IN ('decide', 'sign')"
    )
