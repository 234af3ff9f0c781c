"""A clean database for each test, and a dossier in it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from engine.outside.servers import Servers
from engine.store.database import engine_for, sessions
from engine.store.records import Record
from tests.engine.store.factory import Placed, place_dossier

ONLY_ADDED = {"register_event"}
"""Refuses to be emptied row by row."""
EMPTIED = "; ".join(
    f'TRUNCATE "{t.name}"' if t.name in ONLY_ADDED else f'DELETE FROM "{t.name}"'
    for t in reversed(Record.metadata.sorted_tables)
)
BEGUN = "INSERT INTO register_epoch (id, epoch, changed_at, clock_offset_s) VALUES (1, 1, now(), 0)"


@pytest.fixture(scope="session")
def store_url(servers: Servers, template_database: str) -> Iterator[str]:
    """One database for all tests of the store in this process: making one each takes longer."""
    name = f"store_{uuid4().hex}"
    admin = servers.postgres.url.replace("+psycopg", "", 1)
    with psycopg.connect(admin, autocommit=True) as connection:
        copied = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(copied.format(sql.Identifier(name), sql.Identifier(template_database)))
        yield servers.postgres.url_of(name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def database(store_url: str) -> Iterator[sessionmaker[Session]]:
    """The session factory over a database as the migrations leave it.

    The engine is the test's own, for what is remembered of a database hangs on it.
    """
    engine = engine_for(store_url)
    yield sessions(engine)
    with engine.begin() as connection:
        connection.execute(text(f"{EMPTIED}; {BEGUN}"))
    engine.dispose()


@pytest.fixture
def placed(database: sessionmaker[Session]) -> Placed:
    """A dossier at version 1 with one open task."""
    with database.begin() as session:
        return place_dossier(session)
