"""Counts of wrong tries by address, in Valkey: nobody sprays one password over all accounts."""

from __future__ import annotations

import hashlib

import redis
import structlog

WINDOW_SECONDS = 900
MOST_WRONG = 100
"""Wrong tries of one address in a quarter of an hour; an office behind one address stays below."""

log = structlog.get_logger()


class Throttle:
    """Losing Valkey loses only the counts: each account still slows its own wrong tries down."""

    def __init__(self, redis_url: str, of: str) -> None:
        """`of` names the installation, so that two on one Valkey count apart."""
        self._redis = redis.Redis.from_url(
            redis_url, socket_connect_timeout=0.5, socket_timeout=0.5
        )
        self._of = hashlib.sha256(of.encode()).hexdigest()[:16]

    def too_many(self, address: str) -> bool:
        """Whether this address has to wait. Never raises for a Valkey that is away."""
        try:
            found = self._redis.get(self._key(address))
        except (redis.exceptions.RedisError, OSError):
            return False
        return isinstance(found, bytes) and int(found) >= MOST_WRONG

    def note_wrong(self, address: str) -> None:
        """One wrong try more; the first begins the quarter of an hour. Never raises either."""
        try:
            pipe = self._redis.pipeline()
            pipe.incr(self._key(address))
            pipe.expire(self._key(address), WINDOW_SECONDS, nx=True)
            pipe.execute()
        except (redis.exceptions.RedisError, OSError) as problem:
            log.warning("try_not_counted", problem=type(problem).__name__)

    def _key(self, address: str) -> str:
        return f"trinhky:wrong:{self._of}:{hashlib.sha256(address.encode()).hexdigest()[:24]}"
