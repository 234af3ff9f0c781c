"""The database itself: engine, sessions, and the revision of its tables.

PostgreSQL 15 or later. Alembic is configured here, in code; its scripts are in `migrations/`.
"""

from __future__ import annotations

from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

from engine.errors import ServiceDown

MIGRATIONS = Path(__file__).parent / "migrations"

#: Times are read and written in UTC. Compiling plans pays for reports, never for short statements.
_OPTIONS = "-c TimeZone=UTC -c jit=off"


def engine_for(url: str) -> Engine:
    """Make the engine of a process; make it once, after any fork.

    `url` is a PostgreSQL URL with or without the driver's name. A statement is prepared at its
    second use. No connection is opened here. A database that is away, or goes away, is told as
    `engine.errors.ServiceDown` by every use of the engine.
    """
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        connect_args={"prepare_threshold": 2, "options": _OPTIONS},
        hide_parameters=True,  # an error is logged, and parameters hold people's data
        pool_size=5,
        max_overflow=10,
        pool_timeout=10,
    )
    event.listen(engine, "handle_error", _tell_absence)
    return engine


def _tell_absence(context: ExceptionContext) -> None:
    connecting = context.connection is None and isinstance(
        context.original_exception, psycopg.OperationalError
    )
    if connecting or context.is_disconnect:
        raise ServiceDown(
            "Cơ sở dữ liệu tạm thời không trả lời; việc vừa làm chưa được ghi, "
            "hãy thử lại sau ít phút."
        ) from context.original_exception


def sessions(engine: Engine) -> sessionmaker[Session]:
    """Make the session factory. `with sessions.begin() as session:` is one transaction."""
    return sessionmaker(engine, expire_on_commit=False, autoflush=False)


def autocommit_sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions in which every statement is a transaction of its own, for acts that write with one
    `save_move` and nothing else: two round trips fewer."""
    single = engine.execution_options(isolation_level="AUTOCOMMIT")
    return sessionmaker(single, expire_on_commit=False, autoflush=False)


def migrate(url: str) -> None:
    """Bring the tables to the revision of this code; safe to call at every start, by several.

    Raises `sqlalchemy.exc.OperationalError` when the database does not answer.
    """
    engine = engine_for(url)
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def fresh_database(url: str, name: str) -> str:
    """Make the database `name` anew on the server of `url` and answer its URL.

    One of that name that exists is dropped with its connections: for plays and benches only.
    """
    beside = make_url(url)
    engine = create_engine(
        beside.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    try:
        with engine.connect() as connection:
            quoted = engine.dialect.identifier_preparer.quote(name)
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
            connection.exec_driver_sql(f"CREATE DATABASE {quoted}")
    finally:
        engine.dispose()
    return beside.set(database=name).render_as_string(hide_password=False)


def expected_revision() -> str:
    """The revision that this code works with."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise RuntimeError("the migrations have no head")
    return head


def current_revision(session: Session) -> str | None:
    """The revision that the database has; None before the first migration."""
    return MigrationContext.configure(session.connection()).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
