"""`trinhky demo` as a newcomer meets it: one command, real processes, Ctrl-C."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from engine.outside.embedded_postgres import EmbeddedPostgres
from engine.simulate import demo_city as city

PATIENCE = 90
"""Seconds, on a machine that runs the other tests at the same time."""


class Demo:
    """A running `trinhky demo` and what it has said."""

    def __init__(self, home: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.home = home
        self.output = home.with_name("output")
        self.process = start(home, self.port, self.output)

    def said(self) -> str:
        return self.output.read_text(encoding="utf-8")

    def ready(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/ready", timeout=10) as answer:
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False

    def children(self) -> dict[str, int]:
        """The process number of each child, by a word of its command."""
        pid = self.process.pid
        found = {}
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            command = Path(f"/proc/{child}/cmdline").read_text()
            for word in ("demo_pki_server", "web.wsgi", "worker-1.beat", "worker-2.beat"):
                if word in command:
                    found[word] = int(child)
        return found

    def until(self, what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while what not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)


def start(home: Path, port: int, output: Path) -> subprocess.Popen[bytes]:
    environ = {**os.environ, "TRINHKY_HOME": str(home), "TRINHKY_BIND": f"127.0.0.1:{port}"}
    command = [sys.executable, "-c", "from web.commands import main; main()", "demo"]
    with output.open("wb") as said:
        return subprocess.Popen(command, env=environ, stdout=said, stderr=said)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    running = Demo(tmp_path / "home")
    yield running
    running.process.kill()
    running.process.wait()
    EmbeddedPostgres(running.home).remove()


def test_one_command_serves_the_demo_survives_its_children_and_leaves_nothing(demo: Demo) -> None:
    demo.until(city.KEY_PASSWORD)
    assert f"http://127.0.0.1:{demo.port}" in demo.said()
    for seat in city.SEATS:
        assert seat.login in demo.said()
    assert demo.ready()

    before = demo.children()
    assert set(before) == {"demo_pki_server", "web.wsgi", "worker-1.beat", "worker-2.beat"}
    for child in before.values():
        os.kill(child, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE
    while set(demo.children()) != set(before) or not demo.ready():
        assert time.monotonic() < deadline, demo.said()
        time.sleep(0.1)
    assert not set(demo.children().values()) & set(before.values())

    left = list(demo.children().values())
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(30) == 0
    assert not demo.ready()
    assert not [pid for pid in left if Path(f"/proc/{pid}").exists()]
    lock = EmbeddedPostgres(demo.home).data / "postmaster.pid"
    assert not lock.exists()


def test_a_port_that_is_taken_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        output = tmp_path / "output"
        assert start(tmp_path / "home", port, output).wait(PATIENCE) == 4
    said = output.read_text(encoding="utf-8")
    assert f"127.0.0.1:{port}" in said
    assert len(said.strip().splitlines()) == 1


def test_a_home_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    output = tmp_path / "output"
    assert start(tmp_path / "file" / "home", 1, output).wait(PATIENCE) == 4
    said = output.read_text(encoding="utf-8")
    assert str(tmp_path / "file" / "home") in said
    assert len(said.strip().splitlines()) == 1
