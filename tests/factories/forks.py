"""Processes that may be killed without a word: children of a parent that has loaded everything.

`python -m tests.factories.forks` reads one order a line (JSON) and forks a child for it; the
child's end comes back as one line, its exit code or minus its signal. Loading the product takes
seconds and forking milliseconds, so that a test can afford many deaths.
"""

from __future__ import annotations

import ctypes
import functools
import importlib
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from engine.actions.outbox.sweep import sweep
from engine.outside.outside import Outside, connect
from engine.outside.trust_services import TrustServices
from engine.settings import Settings
from tests.factories import office as offices
from tests.factories.clock import ShiftedClock, StoppedClock

FINISHED = 0
_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass(frozen=True)
class Death:
    """Kill the process at the `nth` call of a function: before it begins or after it returned."""

    function: str
    """Dotted, as its caller knows it: `engine.actions.step.save_move`."""
    when: str = "after"
    nth: int = 1


@dataclass(frozen=True)
class Forks:
    """The loaded parent."""

    process: subprocess.Popen[str]

    def do(
        self,
        office: offices.Office,
        what: str,
        death: Death | None = None,
        args: Mapping[str, str] | None = None,
    ) -> int:
        """Let a child act at the office's present time; minus the signal if it was killed."""
        mortal = None if death is None else asdict(death)
        return int(self._ask({**_order(office, what), **(args or {}), "death": mortal}))

    def start_worker(self, outside: Outside, begins: datetime) -> int:
        """A child that sweeps until it is killed; its process id. Its clock runs from `begins`."""
        at = begins.isoformat()
        order = {"what": "work", "environ": outside.settings.environ(), "at": at}
        return int(self._ask(order))

    def _ask(self, order: dict[str, Any]) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the parent of the forks has died"
        return answer


@contextmanager
def forks() -> Iterator[Forks]:
    """Keep the parent for as long as needed."""
    process = subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    try:
        yield Forks(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait()


def _order(office: offices.Office, what: str) -> dict[str, Any]:
    return {
        "what": what,
        "environ": office.outside.settings.environ(),
        "at": office.clock.now().isoformat(),
    }


def _serve() -> None:
    """The parent: a child for each order; orphans of earlier orders are reaped."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _be(order)
        _reap()
        answer = child if order["what"] == "work" else _end_of(child)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _end_of(child: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _reap() -> None:
    while True:
        try:
            child, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if child == 0:
            return


def _be(order: dict[str, Any]) -> None:
    """The child: acts and is gone."""
    code = 1
    try:
        _die_with_parent()
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # the log must not answer for us
        if order.get("death"):
            _arrange(Death(**order["death"]))
        {"work": _work}.get(order["what"], _act)(order)
        code = FINISHED
    except BaseException:
        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(code)


def _die_with_parent() -> None:
    """Whoever still works when the test is over goes with it."""
    ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)


def _arrange(death: Death) -> None:
    module_name, name = death.function.rsplit(".", 1)
    module = importlib.import_module(module_name)
    real, calls = getattr(module, name), 0

    @functools.wraps(real)
    def mortal(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == death.nth and death.when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        answer = real(*args, **kwargs)
        if calls == death.nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    setattr(module, name, mortal)


def _act(order: dict[str, Any]) -> None:
    at = datetime.fromisoformat(order["at"])
    clock = StoppedClock(at)
    outside = replace(connect(Settings.from_env(order["environ"])), clock=clock)
    office = offices.Office(outside, clock)
    acts = {"receive": _receive, "complete": _complete, "sign": _sign, "seal": _seal}
    if order["what"] == "sweep":
        office.sweep()
    else:
        acts[order["what"]](office, order)


def _receive(office: offices.Office, order: dict[str, Any]) -> None:
    office.receive(idempotency_key=order["key"])


def _complete(office: offices.Office, order: dict[str, Any]) -> None:
    office.complete(
        order["login"], UUID(order["dossier"]), order["step"], json.loads(order["answers"])
    )


def _sign(office: offices.Office, order: dict[str, Any]) -> None:
    office.sign(UUID(order["dossier"]))


def _seal(office: offices.Office, order: dict[str, Any]) -> None:
    office.seal(UUID(order["dossier"]))


def _work(order: dict[str, Any]) -> None:
    outside = connect(Settings.from_env(order["environ"]))
    clock = ShiftedClock(datetime.fromisoformat(order["at"]))
    services = TrustServices(outside.services.tsa_url, outside.services.trust, clock)
    outside = replace(outside, clock=clock, services=services)
    while True:
        if not sweep(outside):
            time.sleep(0.02)


if __name__ == "__main__":
    _serve()
