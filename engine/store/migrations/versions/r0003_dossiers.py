"""Dossiers, their tasks and waits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "budget_group",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("budget", sa.Text(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "key", name=op.f("budget_group_pkey")),
    )
    op.create_table(
        "candidate",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", "task_id", "holder_id", name=op.f("candidate_pkey")),
    )
    op.create_index(
        "candidate_inbox_idx",
        "candidate",
        ["holder_id", "due_at", "dossier_id", "task_id"],
        unique=False,
    )
    op.create_table(
        "dossier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("bundle_sha256", sa.Text(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("receiving_unit_id", sa.Uuid(), nullable=False),
        sa.Column("parties", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("applicant", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "submitter", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accountable_id", sa.Uuid(), nullable=True),
        sa.Column("history_hash", sa.LargeBinary(), nullable=False),
        sa.Column("lookup_code", sa.Text(), nullable=False),
        sa.Column("undo_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undo_version", sa.Integer(), nullable=True),
        sa.Column("undo_status", sa.Text(), nullable=True),
        sa.Column("undo_state", sa.LargeBinary(), nullable=True),
        sa.Column(
            "undo_facts", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("dossier_pkey")),
        postgresql_with={"fillfactor": 70},
    )
    op.create_index(op.f("dossier_code_idx"), "dossier", ["code"], unique=False)
    op.create_index(
        "dossier_live_due_idx",
        "dossier",
        ["unit_id", "due_at"],
        unique=False,
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_index(op.f("dossier_lookup_code_idx"), "dossier", ["lookup_code"], unique=False)
    op.create_table(
        "ledger",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "id", name=op.f("ledger_pkey")),
    )
    op.create_table(
        "subscription",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("correlation", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "task_id", name=op.f("subscription_pkey")),
    )
    op.create_index(
        op.f("subscription_correlation_message_idx"),
        "subscription",
        ["correlation", "message"],
        unique=False,
    )
    op.create_table(
        "task",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("element", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("performer", sa.Text(), nullable=True),
        sa.Column("power", sa.Text(), nullable=True),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("budget_group", sa.Text(), nullable=True),
        sa.Column("incident", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("dossier_id", "id", name=op.f("task_pkey")),
    )
    op.create_index(
        "task_assignee_open_idx",
        "task",
        ["assignee_id", "due_at"],
        unique=False,
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "task_incident_open_idx",
        "task",
        ["opened_at"],
        unique=False,
        postgresql_where=sa.text("status = 'open' AND incident IS NOT NULL"),
    )
    op.create_index(
        "task_open_idx",
        "task",
        ["dossier_id"],
        unique=False,
        postgresql_where=sa.text("status = 'open'"),
    )
    op.create_index(
        "task_prepared_idx",
        "task",
        ["dossier_id", "closed_by_id"],
        unique=False,
        postgresql_where=sa.text("power = 'appraise' AND status = 'done'"),
    )
    op.create_table(
        "timer",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", "task_id", name=op.f("timer_pkey")),
    )
    op.create_index(op.f("timer_due_at_idx"), "timer", ["due_at"], unique=False)
