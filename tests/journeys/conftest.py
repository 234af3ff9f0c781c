"""The demonstration itself, as a child process: servers, worker, PKI, pages."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from engine.outside.servers import Servers
from engine.simulate import demo_city
from tests.factories.ward import let_go
from tests.journeys.backroom import Backroom
from tests.journeys.desk import Desk

READY_SECONDS = 120
STOP_SECONDS = 60

Seat = Callable[[str], Page]

# Two cores shared with servers, worker and browser: a person would be more patient, too.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def demo_settings(
    servers: Servers, template_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """How the demonstration of this process is set: a home and a database of its own."""
    database = "journeys_" + os.environ.get("PYTEST_XDIST_WORKER", "alone")
    _administer(servers, f"CREATE DATABASE {database} TEMPLATE {template_database}")
    yield {
        "TRINHKY_HOME": str(tmp_path_factory.mktemp("demo")),
        "TRINHKY_BIND": f"127.0.0.1:{_free_port()}",
        "TRINHKY_DATABASE_URL": servers.postgres.url_of(database),
        "TRINHKY_REDIS_URL": str(servers.settings.redis_url),
    }
    _administer(servers, f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture(scope="session")
def demo(demo_settings: dict[str, str]) -> Iterator[str]:
    """The address of the running demonstration."""
    home, bind = Path(demo_settings["TRINHKY_HOME"]), demo_settings["TRINHKY_BIND"]
    process = subprocess.Popen(
        [sys.executable, "-c", "from web.commands import main; main()", "demo"],
        env={**os.environ, **demo_settings},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_until_ready(process, f"http://{bind}/ready", home)
        yield f"http://{bind}"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=STOP_SECONDS)


@pytest.fixture(scope="session")
def backroom(demo: str, demo_settings: dict[str, str]) -> Iterator[Backroom]:
    """The same office without its pages, for what a journey wants to find done already."""
    room = Backroom.of(demo_settings)
    room.wait_for_procedures()
    yield room
    let_go(room.outside)


@pytest.fixture
def seat(backroom: Backroom, demo: str, browser: Browser) -> Iterator[Seat]:
    """A wide browser of somebody who is signed in already: `seat("tu_phap")`."""
    contexts = []

    def page_of(login: str) -> Page:
        context = browser.new_context(
            base_url=demo, viewport={"width": 1440, "height": 900}, locale="vi-VN"
        )
        contexts.append(context)
        backroom.seat(context, login)
        return context.new_page()

    yield page_of
    for context in contexts:
        context.close()


@pytest.fixture
def desk(demo: str, browser: Browser) -> Iterator[Callable[..., Desk]]:
    """Seats somebody at a browser of their own: `desk("tu_phap")`, `desk(None)` for a citizen."""
    opened: list[Page] = []

    def seat(login: str | None, *, width: int = 1000) -> Desk:
        context = browser.new_context(
            base_url=demo, viewport={"width": width, "height": 900}, locale="vi-VN"
        )
        page = context.new_page()
        opened.append(page)
        someone = Desk(page)
        if login is not None:
            someone.sign_in(login, demo_city.PASSWORD)
        return someone

    yield seat
    for page in opened:
        page.context.close()


def _wait_until_ready(process: subprocess.Popen[str], address: str, home: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the demonstration did not start: {process.communicate()[0]}")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    process.kill()
    logs = "\n".join(log.read_text() for log in (home / "logs").glob("*.log"))
    pytest.fail(f"the demonstration was not ready in {READY_SECONDS} s:\n{logs}")


def _administer(servers: Servers, statement: str) -> None:
    url = servers.postgres.url.replace("+psycopg", "", 1)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])
