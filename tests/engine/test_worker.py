"""The worker as it runs: a process that supervises, and its children that sweep."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy import select

from engine.outside.embedded_valkey import EmbeddedValkey
from engine.outside.outside import Outside, connect
from engine.outside.servers import Servers
from engine.settings import Settings
from engine.store.records import OutboxRow

RUN = (
    "import os; from engine.settings import Settings; from engine.worker import supervise_workers\n"
    "supervise_workers(Settings.from_env(os.environ))"
)

Employ = Callable[[Settings], "subprocess.Popen[bytes]"]


@pytest.fixture
def employ() -> Iterator[Employ]:
    """Run a worker with these settings, until the test is over."""
    employed = []

    def start(settings: Settings) -> subprocess.Popen[bytes]:
        environ = {**os.environ, **replace(settings, workers=1).environ()}
        process = subprocess.Popen([sys.executable, "-c", RUN], env=environ)
        employed.append(process)
        return process

    yield start
    for process in employed:
        process.kill()
        process.wait()


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[EmbeddedValkey]:
    """A Valkey of this test's own, running, that it may stop."""
    server = EmbeddedValkey(tmp_path)
    server.start()
    yield server
    server.stop()


def _until(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def _put_in_outbox(outside: Outside) -> UUID:
    """Something due that no step knows: that it was taken shows in its count of tries."""
    row = OutboxRow(
        dossier_id=uuid4(), id=uuid4(), kind="nothing", payload={}, tries=0,
        not_before=datetime(2026, 1, 1, tzinfo=UTC), created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    with outside.sessions.begin() as session:
        session.add(row)
    return row.id


def _was_taken(outside: Outside, item: UUID) -> bool:
    with outside.sessions.begin() as session:
        return bool(session.scalar(select(OutboxRow.tries).where(OutboxRow.id == item)))


def _workers(supervisor: subprocess.Popen[bytes]) -> list[int]:
    children = Path(f"/proc/{supervisor.pid}/task/{supervisor.pid}/children").read_text()
    return [int(pid) for pid in children.split()]


def test_what_lies_in_the_outbox_is_done_though_nobody_rang(
    settings: Settings, employ: Employ, valkey: EmbeddedValkey
) -> None:
    outside = connect(replace(settings, redis_url=valkey.url))
    item = _put_in_outbox(outside)
    supervisor = employ(outside.settings)
    _until(lambda: _was_taken(outside, item))
    supervisor.terminate()
    assert supervisor.wait(15) == 0


def test_a_killed_worker_is_replaced_and_the_work_goes_on(
    settings: Settings, employ: Employ, valkey: EmbeddedValkey
) -> None:
    outside = connect(replace(settings, redis_url=valkey.url))
    first = _put_in_outbox(outside)
    supervisor = employ(outside.settings)
    _until(lambda: _was_taken(outside, first))
    killed = _workers(supervisor)
    os.kill(killed[0], signal.SIGKILL)
    second = _put_in_outbox(outside)
    _until(lambda: _was_taken(outside, second))
    assert _workers(supervisor) != killed


def test_the_outbox_is_swept_while_valkey_is_away_and_after_it_is_back(
    settings: Settings, employ: Employ, valkey: EmbeddedValkey
) -> None:
    outside = connect(replace(settings, redis_url=valkey.url))
    valkey.stop()
    supervisor = employ(outside.settings)
    items = [_put_in_outbox(outside)]
    _until(lambda: _was_taken(outside, items[-1]))
    valkey.start()
    items.append(_put_in_outbox(outside))
    _until(lambda: _was_taken(outside, items[-1]))
    valkey.stop()
    items.append(_put_in_outbox(outside))
    _until(lambda: _was_taken(outside, items[-1]))
    assert supervisor.poll() is None


def test_a_worker_waits_for_a_database_that_is_not_there_yet(
    settings: Settings, servers: Servers, template_database: str, employ: Employ,
    valkey: EmbeddedValkey,
) -> None:  # fmt: skip
    name = f"test_late_{uuid4().hex}"
    late = connect(
        replace(settings, database_url=servers.postgres.url_of(name), redis_url=valkey.url)
    )
    supervisor = employ(late.settings)
    _until(lambda: len(_workers(supervisor)) == 1)
    worker = _workers(supervisor)
    beat = late.settings.home / "run" / "worker-1.beat"
    born = beat.stat().st_mtime
    _until(lambda: beat.stat().st_mtime > born)
    url = servers.postgres.url.replace("+psycopg", "", 1)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template_database}")
    try:
        item = _put_in_outbox(late)
        _until(lambda: _was_taken(late, item))
        assert _workers(supervisor) == worker
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
