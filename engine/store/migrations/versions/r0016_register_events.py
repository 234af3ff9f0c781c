"""What was done to the register, by whom and why."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "register_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_table", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("register_event_pkey")),
    )
    op.create_index("register_event_record_idx", "register_event", ["record_id", "id"])
    op.execute(
        "CREATE TRIGGER register_event_only_added BEFORE UPDATE OR DELETE ON register_event "
        "FOR EACH ROW EXECUTE FUNCTION only_added()"
    )
