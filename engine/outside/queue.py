"""The bell of the worker. What must be done is a row in the outbox; this only says: look now."""

from __future__ import annotations

import redis
import structlog
from rq import Queue as RqQueue

NAME = "trinhky"
SWEEP = "engine.worker.sweep"
"""The one job there is, by its dotted name, so that the queue need not know the worker."""
SWEEP_SECONDS = 300
"""A sweep that takes longer is stopped; one that does not stop is killed with its process."""
FAILURE_KEPT_SECONDS = 600
ENOUGH_WAITING = 4
"""A sweep takes all that is due: more rings than workers would change nothing."""

log = structlog.get_logger()


class Queue:
    """`nudge()` after a commit. Losing Valkey loses nothing: the workers look by themselves."""

    def __init__(self, redis_url: str) -> None:
        # One try, and quickly: an official does not wait for the bell.
        self._redis = redis.Redis.from_url(
            redis_url, socket_connect_timeout=0.5, socket_timeout=0.5
        )
        self._queue = RqQueue(NAME, connection=self._redis)

    def reachable(self) -> bool:
        """Whether the queue answers now."""
        try:
            return bool(self._redis.ping())
        except (redis.exceptions.RedisError, OSError):
            return False

    def nudge(self) -> None:
        """Ask the workers to sweep the outbox now. Never raises for a queue that is away."""
        try:
            if self._queue.count < ENOUGH_WAITING:
                self._queue.enqueue(
                    SWEEP,
                    job_timeout=SWEEP_SECONDS,
                    result_ttl=0,
                    failure_ttl=FAILURE_KEPT_SECONDS,
                )
        except (redis.exceptions.RedisError, OSError) as problem:
            log.warning("nudge_lost", problem=str(problem))
