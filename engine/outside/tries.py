"""How often an address has tried something lately. Nothing that may not be lost: only counts."""

from __future__ import annotations

import hashlib

import redis
import structlog

log = structlog.get_logger()


class Tries:
    """Counters that forget themselves. Losing Valkey lets everyone in, and says so in the log:
    what is guarded here is guarded by its entropy, too."""

    def __init__(self, redis_url: str, of: str) -> None:
        """`of` names the installation, so that two on one Valkey count apart."""
        # One try, and quickly: nobody waits for a counter.
        self._redis = redis.Redis.from_url(
            redis_url, socket_connect_timeout=0.5, socket_timeout=0.5
        )
        self._of = _hashed(of)

    def count(self, what: str, who: str) -> int:
        """How many there are now; 0 when nobody knows."""
        try:
            return int(self._redis.get(self._key(what, who)) or 0)
        except (redis.exceptions.RedisError, OSError) as problem:
            log.warning("tries_unknown", what=what, problem=str(problem))
            return 0

    def add(self, what: str, who: str, seconds: int) -> int:
        """One more; how many with it. The count is forgotten `seconds` after the first."""
        key = self._key(what, who)
        try:
            with self._redis.pipeline() as together:
                together.set(key, 0, ex=seconds, nx=True)
                together.incr(key)
                return int(together.execute()[1])
        except (redis.exceptions.RedisError, OSError) as problem:
            log.warning("tries_lost", what=what, problem=str(problem))
            return 0

    def _key(self, what: str, who: str) -> str:
        return f"trinhky:tries:{self._of}:{what}:{_hashed(who)}"


def _hashed(text: str) -> str:
    """Addresses of people are not kept as they are."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
