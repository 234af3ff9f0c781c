"""The tables as a whole: their keys, and that the migrations make exactly them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import DateTime, Table, UniqueConstraint, create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from engine.outside.servers import Servers
from engine.store import records
from engine.store.database import current_revision, engine_for, expected_revision, migrate, sessions
from engine.store.records import Record

TABLES = list(Record.metadata.tables.values())
OF_THE_OFFICE = {"number", "message"}
"""They name a dossier and are not its own: a message may come for one that nobody knows."""
PERSONAL = {"draft", "task_view", "desk_look", "desk_mark", "batch_item"}
"""What one person has seen, arranged, typed or chosen: the person, or the seat, comes first."""
OWNED = [
    table
    for table in TABLES
    if "dossier_id" in table.columns and table.name not in OF_THE_OFFICE | PERSONAL
]


@pytest.fixture
def empty_database(servers: Servers) -> Iterator[str]:
    """The URL of a database without a single table."""
    engine = create_engine(servers.postgres.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE never_migrated"))
        yield servers.postgres.url_of("never_migrated")
        connection.execute(text("DROP DATABASE never_migrated WITH (FORCE)"))
    engine.dispose()


def test_the_migrations_make_exactly_the_records(database: sessionmaker[Session]) -> None:
    with database.begin() as session:
        context = MigrationContext.configure(session.connection())
        assert compare_metadata(context, Record.metadata) == []
        assert current_revision(session) == expected_revision()


def test_an_empty_database_is_migrated_once_however_often_asked(empty_database: str) -> None:
    engine = engine_for(empty_database)
    with sessions(engine).begin() as session:
        assert current_revision(session) is None
    migrate(empty_database)
    migrate(empty_database)
    with sessions(engine).begin() as session:
        context = MigrationContext.configure(session.connection())
        assert compare_metadata(context, Record.metadata) == []
        assert session.execute(text("SELECT id, epoch FROM register_epoch")).all() == [(1, 1)]
    engine.dispose()


@pytest.mark.parametrize("table", OWNED, ids=lambda table: str(table.name))
def test_a_dossiers_rows_have_the_dossier_first_in_their_only_key(table: Table) -> None:
    assert next(iter(table.primary_key.columns)).name == "dossier_id"
    assert not any(isinstance(key, UniqueConstraint) for key in table.constraints)
    assert not any(index.unique for index in table.indexes)
    assert not table.foreign_keys


def test_there_are_dossier_owned_tables() -> None:
    assert {"task", "history", "outbox", "document", "answer"} <= {table.name for table in OWNED}


def test_the_database_has_that_order_too(database: sessionmaker[Session]) -> None:
    """The order inside an index is not compared by the migrations' check."""
    first = """
        SELECT i.indrelid::regclass::text, a.attname FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indisprimary"""
    with database.begin() as session:
        order = {str(table): column for table, column in session.execute(text(first))}
    assert {table.name: order[table.name] for table in OWNED} == {
        table.name: "dossier_id" for table in OWNED
    }


def test_every_time_knows_its_zone() -> None:
    columns = [column for table in TABLES for column in table.columns]
    times = {str(c): c.type.timezone for c in columns if isinstance(c.type, DateTime)}
    assert times["history.at"]
    assert [name for name, zoned in times.items() if not zoned] == []


def test_one_file_holds_one_table() -> None:
    folder = Path(records.__file__).parent
    files = {file.stem for file in folder.glob("*.py")} - {"__init__", "base"}
    assert files == {table.name for table in TABLES}
