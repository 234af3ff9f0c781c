"""The demonstration's ward in a database that tests copy."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import psycopg

import engine
from engine.actions.bundles.load import load
from engine.outside.bundle_folder import procedure_folders, read_bundle
from engine.outside.outside import Outside, connect
from engine.outside.servers import Servers
from engine.settings import Settings
from engine.simulate.demo.bindings import demo_bindings
from engine.simulate.play import begin_with_the_ward
from engine.simulate.seed import seed
from engine.store.register_epoch import set_clock_offset

WORKFLOWS = Path(engine.__file__).parents[1] / "workflows"
TEMPLATE = "trinhky_ward"


def ward_template(servers: Servers, empty: str) -> str:
    """The name of a database with the ward, its people and its procedures, made once a run.

    `empty` is the migrated template. The procedures are in force from the ward's first days, so
    that a test may choose its day.
    """
    return made_once(servers, TEMPLATE, empty, _fill)


def made_once(servers: Servers, name: str, template: str, fill: Callable[[Outside], object]) -> str:
    """`name`, made by whichever process of the run asks first: `template` with what `fill` does."""
    home = servers.settings.home
    with (home / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (done := home / f"{name}_made").exists():
            copy_database(servers, template, name)
            outside = outside_of(servers, name, home / name)
            fill(outside)
            let_go(outside)
            done.touch()
    return name


def outside_of(servers: Servers, database: str, home: Path) -> Outside:
    """The real outside over one of the run's databases, with this home."""
    own = Settings.from_env({"TRINHKY_HOME": str(home), "TRINHKY_UNDO_SECONDS": "0"})
    return connect(
        replace(
            own,
            database_url=servers.postgres.url_of(database),
            redis_url=servers.settings.redis_url,
        )
    )


def let_go(outside: Outside) -> None:
    """Close the connections: a database that has one cannot be copied."""
    outside.sessions.kw["bind"].dispose()


def copy_database(servers: Servers, template: str, name: str) -> None:
    """Make the database `name` as a copy of `template`, to which nobody is connected."""
    # Without fsync a checkpoint costs less than sending each page through the log.
    _administer(servers, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")


@contextmanager
def copied_database(servers: Servers, template: str) -> Iterator[str]:
    """The name of a copy that is dropped in the end."""
    name = f"copy_{uuid4().hex}"
    copy_database(servers, template, name)
    try:
        yield name
    finally:
        _administer(servers, f"DROP DATABASE {name} WITH (FORCE)")


def _fill(outside: Outside) -> None:
    seed(outside)
    begin_with_the_ward(outside)
    bindings = demo_bindings()
    for folder in procedure_folders(WORKFLOWS):
        load(outside, read_bundle(folder), folder.name, bindings.get(folder.name))
    with outside.sessions.begin() as session:
        set_clock_offset(session, 0)


def _administer(servers: Servers, statement: str) -> None:
    address = servers.postgres.url.replace("+psycopg", "", 1)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement.encode())
