"""Who hands an online submission in for the applicant."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0028"
down_revision = "0021"


def upgrade() -> None:
    op.add_column(
        "online_submission",
        sa.Column(
            "submitter",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
    )
    op.alter_column("online_submission", "submitter", server_default=None)
