"""Persons known to a desk, files kept before their dossier, online submissions, desk habits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "known_party",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("seen_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "id", name=op.f("known_party_pkey")),
    )
    op.create_table(
        "known_party_key",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(collation="C"), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "key", "party_id", name=op.f("known_party_key_pkey")),
    )
    op.create_table(
        "party_dossier",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.Text(collation="C"), nullable=False),
        sa.Column("opened_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("unit_id", "mark", "opened_id", name=op.f("party_dossier_pkey")),
    )
    op.create_table(
        "pending_upload",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("component", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("kept_at", moment, nullable=False),
        sa.Column("kept_until", moment, nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "id", name=op.f("pending_upload_pkey")),
    )
    op.create_index(op.f("pending_upload_kept_until_idx"), "pending_upload", ["kept_until"])
    op.create_table(
        "desk_habit",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("print_at_once", sa.Boolean(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("desk_habit_pkey")),
    )
    op.create_table(
        "online_submission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("secret_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("applicant", postgresql.JSONB(), nullable=False),
        sa.Column("answers", postgresql.JSONB(), nullable=False),
        sa.Column("says", sa.Text(), nullable=True),
        sa.Column("guidance", sa.Text(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("changed_at", moment, nullable=False),
        sa.Column("submitted_at", moment, nullable=True),
        sa.Column("erase_at", moment, nullable=False),
        sa.Column("opened_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("online_submission_pkey")),
    )
    op.create_index(
        op.f("online_submission_secret_sha256_idx"),
        "online_submission",
        ["secret_sha256"],
        unique=True,
    )
    op.create_index(
        "online_submission_waiting_idx",
        "online_submission",
        ["unit_id", "submitted_at"],
        postgresql_where=sa.text("status = 'submitted'"),
    )
    op.create_index(op.f("online_submission_erase_at_idx"), "online_submission", ["erase_at"])
