"""Runs the scripts on the connection that `engine.store.database.migrate` brings."""

from __future__ import annotations

from alembic import context
from sqlalchemy import text

from engine.store.records import Record

#: Any constant: two processes that start together migrate one after the other.
_ADVISORY_LOCK = 7_204_611_663

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Record.metadata)
with context.begin_transaction():
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
    context.run_migrations()
