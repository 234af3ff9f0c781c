"""What every test may ask for: real servers, a database of its own, a real browser.

One PostgreSQL and one Valkey serve a whole run, all its processes together; each test gets its
own database, copied from a migrated template. No test reaches another machine.
"""

from __future__ import annotations

import fcntl
import functools
import ipaddress
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import psycopg
import pytest
from playwright.sync_api import Browser, sync_playwright
from xdist.scheduler import LoadFileScheduling

from engine.outside import inspect_upload
from engine.outside.outside import Outside, connect
from engine.outside.servers import Servers
from engine.settings import Settings
from engine.simulate.demo_stamps import draw_stamps
from engine.store.database import migrate
from tests.factories.office import Office
from tests.factories.pki import RunningPki, running_pki
from tests.factories.stages import Stages
from tests.factories.ward import copied_database, ward_template

RUN_HOME = "TRINHKY_TEST_RUN_HOME"
TEMPLATE = "trinhky_template"
JOURNEYS = "tests/journeys/"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

# Time is the machine's affair: two cores shared with a browser must not make a property fail.
hypothesis.settings.register_profile("trinhky", deadline=None, print_blob=True)
hypothesis.settings.load_profile("trinhky")


def pytest_configure(config: pytest.Config) -> None:
    """The first process of the run makes its home; the others of pytest-xdist inherit it."""
    for name in [name for name in os.environ if name.startswith("TRINHKY_") and name != RUN_HOME]:
        del os.environ[name]  # a developer's own settings must not reach a test
    if not hasattr(config, "workerinput"):
        os.environ[RUN_HOME] = tempfile.mkdtemp(prefix="trinhky-tests-")


class _JourneysTogether(LoadFileScheduling):  # type: ignore[misc]
    """A file stays together for what its tests share; one process does all journeys, for they
    share a running demonstration. (Groups by mark, `loadgroup`, do nothing under pytest 9.2.)"""

    def _split_scope(self, nodeid: str) -> str:
        return JOURNEYS if nodeid.startswith(JOURNEYS) else str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> _JourneysTogether:
    return _JourneysTogether(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """After pytest-randomly: the journeys begin, for they take longest."""
    items.sort(key=lambda item: not item.nodeid.startswith(JOURNEYS))


def pytest_unconfigure(config: pytest.Config) -> None:
    """The first process is also the last: it removes the servers and their data."""
    if not hasattr(config, "workerinput"):
        home = Path(os.environ.pop(RUN_HOME))
        servers = _servers(home)
        servers.postgres.remove()
        servers.valkey.stop()
        shutil.rmtree(home)


def _servers(home: Path) -> Servers:
    return Servers(Settings.from_env({"TRINHKY_HOME": str(home)}), durable=False)


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """The run's PostgreSQL (without fsync) and Valkey, running."""
    with _servers(Path(os.environ[RUN_HOME])) as running:
        yield running


@pytest.fixture(scope="session")
def template_database(servers: Servers) -> str:
    """The name of a migrated, empty database, made once a run."""
    done = servers.settings.home / "template_made"
    with (servers.settings.home / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            _administer(servers, f"CREATE DATABASE {TEMPLATE}")
            migrate(servers.postgres.url_of(TEMPLATE))
            done.touch()
    return TEMPLATE


@pytest.fixture
def database_url(servers: Servers, template_database: str) -> Iterator[str]:
    """SQLAlchemy URL of a migrated, empty database for this test alone."""
    with copied_database(servers, template_database) as name:
        yield servers.postgres.url_of(name)


@pytest.fixture(scope="session")
def ward_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys, trusted roots, stamps and files of the ward, for all tests of this process."""
    return tmp_path_factory.mktemp("ward-home")


@pytest.fixture(scope="session")
def pki(ward_home: Path) -> Iterator[RunningPki]:
    """The demonstration's PKI, answering: one for all folders, for keys take seconds to make."""
    with running_pki(ward_home) as running:
        yield running


@pytest.fixture(scope="session")
def stages(servers: Servers, template_database: str, ward_home: Path, pki: RunningPki) -> Stages:
    """The ward's dossiers at the stages that tests ask for, each made when it is first asked."""
    draw_stamps(ward_home)
    ward = ward_template(servers, template_database)
    return Stages(servers, ward, ward_home, pki.pki.tsa_url)


@pytest.fixture
def queue(stages: Stages) -> Iterator[Office]:
    """Four plain dossiers wait for the signer; one like them was issued before."""
    with stages.case("queue") as case:
        yield case.office


@pytest.fixture
def settings(servers: Servers, database_url: str, tmp_path: Path) -> Settings:
    """Settings with a home and a database of this test's own; the Valkey is the run's."""
    # What an act sends leaves at once, so that a test may sweep after it.
    own = Settings.from_env({"TRINHKY_HOME": str(tmp_path / "home"), "TRINHKY_UNDO_SECONDS": "0"})
    return replace(own, database_url=database_url, redis_url=servers.settings.redis_url)


@pytest.fixture
def outside(settings: Settings) -> Outside:
    """The real outside, over this test's own database and files."""
    return connect(settings)


def _administer(servers: Servers, statement: str) -> None:
    url = servers.postgres.url.replace("+psycopg", "", 1)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium. A module's, because playwright keeps an event loop running."""
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        pytest.fail(
            "Không thấy Chromium; hãy chạy: apt-get install --no-install-recommends chromium",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True, scope="session")
def one_look_at_a_file() -> Iterator[None]:
    """Looking at an upload starts a process each time; tests send the same few papers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inspect_upload, "look", functools.cache(inspect_upload.look))
        yield


@pytest.fixture(autouse=True, scope="session")
def only_this_machine() -> Iterator[None]:
    """A test that would reach another machine fails at the socket."""
    real, real_ex = socket.socket.connect, socket.socket.connect_ex

    def check(connecting: socket.socket, address: Any) -> None:
        if connecting.family == socket.AF_UNIX:
            return
        if not _is_this_machine(str(address[0])):
            raise AssertionError(f"a test tried to reach {address}")

    def connect(connecting: socket.socket, address: Any) -> None:
        check(connecting, address)
        real(connecting, address)

    def connect_ex(connecting: socket.socket, address: Any) -> int:
        check(connecting, address)
        return real_ex(connecting, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect_ex)
        yield


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
