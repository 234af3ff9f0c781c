"""Search of dossiers, what a person has seen or put aside, saved filters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"

# As `engine.store.dossier_search` writes them: the folded words, the digits of each group of
# numbers, and the units.
_WORDS_OF_THOSE_THERE = """
INSERT INTO dossier_search (dossier_id, words)
SELECT d.id, array_to_tsvector(array(
  SELECT DISTINCT word FROM (
    SELECT regexp_split_to_table(d.search_text, '[^[:alnum:]]+') AS word
    UNION SELECT regexp_replace(part, '[^0-9]', '', 'g')
      FROM (VALUES (d.applicant ->> 'phone'), (d.submitter ->> 'phone')) AS p(part)
    UNION SELECT 'u:' || d.unit_id::text
    UNION SELECT 'u:' || d.receiving_unit_id::text
    UNION SELECT 'u:' || value FROM jsonb_each_text(d.parties)
  ) AS said WHERE word <> ''))
FROM dossier d
"""


def upgrade() -> None:
    op.create_table(
        "dossier_search",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", name=op.f("dossier_search_pkey")),
    )
    op.execute(_WORDS_OF_THOSE_THERE)
    op.create_index("dossier_search_words_idx", "dossier_search", ["words"], postgresql_using="gin")
    op.create_table(
        "task_view",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "dossier_id", "task_id", name=op.f("task_view_pkey")),
    )
    op.create_index(
        "task_view_snoozed_idx",
        "task_view",
        ["person_id", "snoozed_until"],
        postgresql_where=sa.text("snoozed_until IS NOT NULL"),
    )
    op.create_table(
        "saved_filter",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("procedure", sa.Text(), nullable=True),
        sa.Column("element", sa.Text(), nullable=True),
        sa.Column("holder_id", sa.Uuid(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "id", name=op.f("saved_filter_pkey")),
    )
    op.create_index(
        "history_returned_idx",
        "history",
        ["dossier_id", "at"],
        postgresql_where=sa.text("kind = 'returned'"),
    )
    op.create_index(
        "task_closed_by_idx",
        "task",
        ["closed_by_id", "dossier_id"],
        postgresql_where=sa.text("closed_by_id IS NOT NULL"),
    )
