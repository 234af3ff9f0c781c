from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

# A supervisor works in the main thread of a process, so each test gives it one. Its children
# write their number on a line of `born`, then live as the test says.
SUPERVISED = """
import os, sys, time
from pathlib import Path
from engine.outside import supervisor
from engine.outside.supervisor import Child, Supervisor
supervisor.STOP_SECONDS = 2.0
here = Path(sys.argv[1])
born = '''
import os, sys, time
with open(sys.argv[1] + "/born", "a") as file:
    print(os.getpid(), file=file)
'''
child = Child(
    name="child",
    command=[sys.executable, "-c", born + sys.argv[2], sys.argv[1]],
    beat=here / "beat" if sys.argv[3] == "watched" else None,
    patience=1.0,
)
watching = Supervisor([child], each_tick=lambda: None)
watching.start()
watching.run()
(here / "ended").touch()
"""
SLEEPS = "time.sleep(600)"
BEATS = "while True: os.utime(sys.argv[1] + '/beat'); time.sleep(0.1)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
TELLS = """
import signal
def tell(number, frame):
    open(sys.argv[1] + "/told", "w").write(signal.Signals(number).name)
    sys.exit()
signal.signal(signal.SIGINT, tell)
signal.signal(signal.SIGTERM, tell)
open(sys.argv[1] + "/listens", "w").close()
time.sleep(600)
"""

Supervise = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Supervise]:
    """Start a supervisor over one child that runs this code."""
    running = []

    def start(code: str, watched: str = "unwatched") -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISED, str(tmp_path), code, watched],
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def _until(true: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def _born(here: Path) -> list[int]:
    born = here / "born"
    return [int(line) for line in born.read_text().split()] if born.exists() else []


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_killed_child_is_replaced(supervise: Supervise, tmp_path: Path) -> None:
    supervise(SLEEPS)
    _until(lambda: len(_born(tmp_path)) == 1)
    os.kill(_born(tmp_path)[0], signal.SIGKILL)
    _until(lambda: len(_born(tmp_path)) == 2)
    assert _alive(_born(tmp_path)[1])


def test_a_child_that_shows_no_life_is_killed_and_replaced(
    supervise: Supervise, tmp_path: Path
) -> None:
    supervise(SLEEPS, "watched")
    _until(lambda: len(_born(tmp_path)) == 2)
    assert not _alive(_born(tmp_path)[0])


def test_a_child_that_shows_life_is_left_alone(supervise: Supervise, tmp_path: Path) -> None:
    supervisor = supervise(BEATS, "watched")
    _until(lambda: len(_born(tmp_path)) == 1)
    with pytest.raises(subprocess.TimeoutExpired):
        supervisor.wait(2.5)
    assert len(_born(tmp_path)) == 1


def test_a_child_that_cannot_live_is_started_ever_more_slowly(
    supervise: Supervise, tmp_path: Path
) -> None:
    supervisor = supervise("sys.exit(1)")
    _until(lambda: len(_born(tmp_path)) >= 3)
    with pytest.raises(subprocess.TimeoutExpired):
        supervisor.wait(2)
    assert len(_born(tmp_path)) <= 6


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_it_stops_its_children_first(
    supervise: Supervise, tmp_path: Path, told: signal.Signals
) -> None:
    supervisor = supervise(SLEEPS)
    _until(lambda: len(_born(tmp_path)) == 1)
    supervisor.send_signal(told)
    assert supervisor.wait(10) == 0
    assert not _alive(_born(tmp_path)[0])
    assert (tmp_path / "ended").exists()


def test_a_ctrl_c_of_the_terminal_reaches_the_supervisor_alone(
    supervise: Supervise, tmp_path: Path
) -> None:
    supervisor = supervise(TELLS)
    _until(lambda: (tmp_path / "listens").exists())
    os.killpg(supervisor.pid, signal.SIGINT)
    assert supervisor.wait(10) == 0
    assert (tmp_path / "told").read_text() == "SIGTERM"


def test_children_of_a_killed_supervisor_do_not_stay_behind(
    supervise: Supervise, tmp_path: Path
) -> None:
    supervisor = supervise(SLEEPS)
    _until(lambda: len(_born(tmp_path)) == 1)
    supervisor.kill()
    supervisor.wait()
    _until(lambda: not _alive(_born(tmp_path)[0]))


def test_a_child_deaf_to_sigterm_is_killed_in_the_end(supervise: Supervise, tmp_path: Path) -> None:
    supervisor = supervise(DEAF)
    _until(lambda: len(_born(tmp_path)) == 1)
    supervisor.terminate()
    assert supervisor.wait(20) == 0
    assert not _alive(_born(tmp_path)[0])
