"""How often an address may do something: counted in Valkey, for doors that are open to everyone."""

from __future__ import annotations

import hashlib

import redis
import structlog

log = structlog.get_logger()


class Rates:
    """`allowed(…)` counts and answers. Valkey away: everyone may, and the log says so."""

    def __init__(self, redis_url: str) -> None:
        self._redis = redis.Redis.from_url(
            redis_url, socket_connect_timeout=0.5, socket_timeout=0.5
        )

    def allowed(self, door: str, address: str, most: int, seconds: int) -> bool:
        """Whether this is at most the `most`-th time within `seconds` at this door.

        The address is kept as a hash, and no longer than the time that is counted.
        """
        who = hashlib.sha256(address.encode()).hexdigest()[:32]
        key = f"trinhky:rate:{door}:{who}"
        try:
            times = int(self._redis.incr(key))
            if times == 1:
                self._redis.expire(key, seconds)
        except (redis.exceptions.RedisError, OSError) as problem:
            log.warning("rate_not_counted", door=door, problem=str(problem))
            return True
        return times <= most
