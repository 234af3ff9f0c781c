"""Kinds and former names of units; absences, tasks that pass to somebody else, reorganisations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("unit", sa.Column("kind", sa.Text(), server_default="other", nullable=False))
    op.add_column(
        "unit",
        sa.Column(
            "former_names",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'::jsonb"),
            nullable=False,
        ),
    )
    _absence()
    _passing()
    _reorganisation()


def _absence() -> None:
    op.create_table(
        "absence",
        sa.Column("row_id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("substitute_id", sa.Uuid(), nullable=True),
        sa.Column("instrument_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_from", _TIME, nullable=False),
        sa.Column("recorded_to", _TIME, nullable=True),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", _TIME, nullable=False),
        sa.Column("valid_to", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("row_id", name=op.f("absence_pkey")),
    )
    op.create_index(
        "absence_current_key",
        "absence",
        ["id"],
        unique=True,
        postgresql_where=sa.text("recorded_to IS NULL"),
    )
    op.create_index("absence_past_idx", "absence", ["id", "recorded_from"])
    op.create_index("absence_person_id_idx", "absence", ["person_id"])
    op.create_index("absence_valid_from_idx", "absence", ["valid_from"])


def _passing() -> None:
    op.create_table(
        "task_passing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("ground_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("until", _TIME, nullable=True),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("foreseen", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("stayed", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("done_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("task_passing_pkey")),
    )
    op.create_index(
        "task_passing_due_idx",
        "task_passing",
        ["at"],
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index("task_passing_ground_id_idx", "task_passing", ["ground_id"])
    op.create_table(
        "passed_task",
        sa.Column("passing_id", sa.Uuid(), nullable=False),
        sa.Column("opened_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint(
            "passing_id", "opened_id", "task_id", name=op.f("passed_task_pkey")
        ),
    )


def _reorganisation() -> None:
    op.create_table(
        "reorganisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("effective_at", _TIME, nullable=False),
        sa.Column("steps", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", _TIME, nullable=False),
        sa.Column("approved_by_id", sa.Uuid(), nullable=True),
        sa.Column("approved_at", _TIME, nullable=True),
        sa.Column("dropped_at", _TIME, nullable=True),
        sa.Column("foreseen", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("register_done_at", _TIME, nullable=True),
        sa.Column("last_id", sa.Uuid(), nullable=True),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("outcome", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("left", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("done_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("reorganisation_pkey")),
    )
    op.create_index(
        "reorganisation_due_idx",
        "reorganisation",
        ["effective_at"],
        postgresql_where=sa.text("done_at IS NULL AND approved_at IS NOT NULL"),
    )
