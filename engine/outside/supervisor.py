"""Child processes that must live: whoever dies is replaced, whoever hangs is killed first.

One process model for all: the demo keeps its web server, worker and PKI this way, and the worker
its RQ workers. A child dies with its supervisor, even when that is killed without a word.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import structlog

TICK_SECONDS = 1.0
STOP_SECONDS = 10.0
"""What a child has to finish after SIGTERM, before it is killed."""
STEADY_SECONDS = 10.0
"""A child that lived this long was well; one that did not is started again ever more slowly."""
SLOWEST_RESTART_SECONDS = 15.0
_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Child:
    """A command to keep running."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str] = field(default_factory=dict)
    """Added to the supervisor's own environment."""
    log: Path | None = None
    """Where its output is appended; None leaves it with the supervisor's."""
    beat: Path | None = None
    """A file that the child touches while it is well; None for one that is not watched."""
    patience: float = 0.0
    """Seconds without a beat after which the child is killed."""


class Supervisor:
    """`start()`, then `run()` in the main thread until SIGTERM or SIGINT, then `stop()`."""

    def __init__(self, children: Sequence[Child], each_tick: Callable[[], None]) -> None:
        """`each_tick` is called about once a second; it must not raise and not take long."""
        self._kept = [_Kept(child) for child in children]
        self._each_tick = each_tick
        self._told = False
        self._heard, self._wakes = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        self._before: list[tuple[int, Any]] = []

    def start(self) -> None:
        """Start every child. From here on SIGTERM and SIGINT mean: `run` returns."""
        signal.set_wakeup_fd(self._wakes, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            self._before.append((number, signal.signal(number, self._hear)))
        for kept in self._kept:
            kept.start()

    def add(self, child: Child) -> None:
        """Keep one more, from now on."""
        kept = _Kept(child)
        kept.start()
        self._kept.append(kept)

    def lost(self) -> str | None:
        """The name of a child that has already died, if one has: for the first seconds."""
        return next((kept.child.name for kept in self._kept if not kept.alive()), None)

    def run(self) -> None:
        """Watch until told to stop, then stop every child. Returns when all are gone."""
        next_tick = time.monotonic()
        while not self._told:
            select.select([self._heard], [], [], max(0.0, next_tick - time.monotonic()))
            with contextlib.suppress(BlockingIOError):
                os.read(self._heard, 4096)
            for kept in self._kept:
                kept.look()
            if time.monotonic() >= next_tick:
                self._each_tick()
                next_tick = time.monotonic() + TICK_SECONDS
        self.stop()

    def stop(self) -> None:
        """Ask all children to go, wait, kill those that stay; give the signals back."""
        for kept in reversed(self._kept):
            kept.ask_to_go()
        deadline = time.monotonic() + STOP_SECONDS
        for kept in self._kept:
            kept.wait_until(deadline)
        while self._before:
            signal.signal(*self._before.pop())
        signal.set_wakeup_fd(-1)

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        if number != signal.SIGCHLD:
            self._told = True


class _Kept:
    """A child and its present process."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._not_before = 0.0
        self._delay = 0.0

    def start(self) -> None:
        if self.child.beat:
            self.child.beat.touch(mode=0o600)
            os.utime(self.child.beat)
        self._started = time.monotonic()
        output = self.child.log.open("ab") if self.child.log else None
        try:
            self._process = subprocess.Popen(
                self.child.command,
                env={**os.environ, **self.child.environ},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output and subprocess.STDOUT,
                process_group=0,  # a Ctrl-C of the terminal reaches the supervisor alone
                preexec_fn=_born,
            )
        finally:
            if output:
                output.close()

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def look(self) -> None:
        """Replace the process when it has died; kill it when it hangs."""
        if self.alive():
            self._kill_if_stuck()
            return
        now = time.monotonic()
        if self._process is not None:
            self._delay = (
                0.0
                if now - self._started >= STEADY_SECONDS
                else min(max(2 * self._delay, 0.25), SLOWEST_RESTART_SECONDS)
            )
            self._not_before = now + self._delay
            log.warning("child_died", child=self.child.name, code=self._process.returncode)
            self._process = None
        if now >= self._not_before:
            self.start()

    def _kill_if_stuck(self) -> None:
        if self.child.beat is None or self._process is None:
            return
        silent = time.time() - self.child.beat.stat().st_mtime
        if silent > self.child.patience:
            log.error("child_stuck", child=self.child.name, silent_seconds=round(silent))
            self._process.kill()

    def ask_to_go(self) -> None:
        if self._process is not None and self.alive():
            self._process.terminate()

    def wait_until(self, deadline: float) -> None:
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _born() -> None:
    """In the child, before its program: die with the parent."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
