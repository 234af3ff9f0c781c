"""Alembic's scripts. A released one is never edited; `engine.store.database` runs them."""
