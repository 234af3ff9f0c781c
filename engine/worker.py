"""The machine's hands: RQ workers, spawned and watched, that sweep the outbox.

RQ's own worker forks, and hangs once a library has started threads; its spawning worker makes
seven jobs a second. So each worker is a process of its own that runs its jobs itself, shows by a
touched file that it is well, and is killed and replaced by its parent when it does not.

The only job is the sweep. It is asked for after each commit (`engine.outside.queue`) and once a
second from here; a worker that cannot reach Valkey sweeps by itself until it can.
"""

from __future__ import annotations

import functools
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import redis
import structlog
from rq import SimpleWorker

from engine.outside import logs
from engine.outside.private_folders import make_private
from engine.outside.queue import NAME, SWEEP_SECONDS, Queue
from engine.outside.supervisor import Child, Supervisor
from engine.settings import Settings

if TYPE_CHECKING:
    from engine.outside.outside import Outside

IDLE_SECONDS = 30
"""RQ lets go of the queue and beats at least this often."""
PATIENCE_SECONDS = SWEEP_SECONDS + 2 * IDLE_SECONDS

log = structlog.get_logger()


def supervise_workers(settings: Settings) -> None:
    """Keep `settings.workers` workers until SIGTERM or SIGINT. Both URLs must be set."""
    assert settings.redis_url is not None
    supervisor = Supervisor(worker_children(settings), Queue(settings.redis_url).nudge)
    supervisor.start()
    supervisor.run()


def worker_children(settings: Settings, log: Path | None = None) -> list[Child]:
    """The workers, for a supervisor that keeps them and nudges the queue at each tick."""
    beats = make_private(settings.home / "run")
    entry = "import sys; from engine.worker import work; work(sys.argv[1])"
    children = []
    for number in range(1, settings.workers + 1):
        beat = beats / f"worker-{number}.beat"
        children.append(
            Child(
                name=f"worker-{number}",
                command=[sys.executable, "-c", entry, str(beat)],
                environ=settings.environ(),
                log=log,
                beat=beat,
                patience=PATIENCE_SECONDS,
            )
        )
    return children


def work(beat: str) -> None:
    """One worker process: sweep when the bell rings. `beat` is the file to touch.

    Returns on SIGTERM, after the sweep in hand.
    """
    logs.configure()
    url = Settings.from_env(os.environ).redis_url
    assert url is not None
    bell = redis.Redis.from_url(url)
    _Worker.beat = Path(beat)
    while not _answers(bell):
        _Worker.beat.touch()
        sweep()
        time.sleep(1)
    worker = _Worker([NAME], connection=bell, worker_ttl=IDLE_SECONDS, log_job_description=False)
    worker.work(logging_level="WARNING")


def sweep() -> None:
    """Do what is due in the outbox, and once a day look for gaps in the register. What fails stays
    there and is tried again when it is due."""
    # Imported here: the parent that only supervises needs nothing of it.
    from engine.actions.outbox.sweep import sweep as sweep_outbox
    from engine.actions.register.find_gaps import find_gaps_nightly

    try:
        sweep_outbox(_outside())
        find_gaps_nightly(_outside())
    except Exception:
        log.exception("sweep_failed")


class _Worker(SimpleWorker):
    beat: Path
    max_connection_wait_time = 1.0

    def heartbeat(self, *args: Any, **kwargs: Any) -> None:
        """RQ calls this between jobs, and each second while Valkey is away."""
        self.beat.touch()
        try:
            super().heartbeat(*args, **kwargs)
        except redis.exceptions.ConnectionError:
            sweep()
            raise


def _answers(bell: redis.Redis) -> bool:
    try:
        return bool(bell.ping())
    except redis.exceptions.RedisError:
        return False


@functools.cache
def _outside() -> Outside:
    from engine.outside.outside import connect

    return connect(Settings.from_env(os.environ))
