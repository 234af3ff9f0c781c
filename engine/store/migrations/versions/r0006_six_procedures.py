"""Joint tasks, councils, linked dossiers, messages, terms and extensions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("task", sa.Column("parent_id", sa.Uuid(), nullable=True))
    for name in ("statutory_due_at", "apology_at", "extended_at"):
        op.add_column("dossier", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("dossier", sa.Column("timeliness", sa.Text(), nullable=True))
    op.create_index(
        "dossier_apology_idx",
        "dossier",
        ["apology_at"],
        postgresql_where=sa.text("finished_at IS NULL AND apology_at IS NOT NULL"),
    )
    op.add_column(
        "procedure_version",
        sa.Column("parties", postgresql.JSONB(), nullable=False, server_default="{}"),
    )
    op.alter_column("procedure_version", "parties", server_default=None)
    op.add_column("procedure_version", sa.Column("instrument_id", sa.Uuid(), nullable=True))
    op.add_column("document_version", sa.Column("content_sha256", sa.Text(), nullable=True))
    op.add_column(
        "person",
        sa.Column("qualifications", sa.ARRAY(sa.Text()), nullable=False, server_default="{}"),
    )
    op.alter_column("person", "qualifications", server_default=None)
    op.create_index(
        "dossier_open_idx", "dossier", ["id"], postgresql_where=sa.text("finished_at IS NULL")
    )
    op.add_column(
        "calendar",
        sa.Column("decisions", postgresql.JSONB(), nullable=False, server_default="{}"),
    )
    op.alter_column("calendar", "decisions", server_default=None)
    op.create_table(
        "recompute",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("calendar_version", sa.Integer(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Uuid(), nullable=True),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("recompute_pkey")),
    )
    op.create_index(
        "recompute_open_idx",
        "recompute",
        ["asked_at"],
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "ballot_box",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "task_id", "choice", name=op.f("ballot_box_pkey")),
    )
    op.create_table(
        "dossier_link",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("other_code", sa.Text(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "dossier_id", "other_id", "relation", name=op.f("dossier_link_pkey")
        ),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("correlation", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("message_pkey")),
    )
    op.create_index(
        "message_kept_idx",
        "message",
        ["received_at"],
        postgresql_where=sa.text("status = 'kept'"),
    )
