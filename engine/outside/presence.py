"""Who has a dossier open just now, in Valkey. Nothing hangs on it: it may be lost at any time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from uuid import UUID

import redis
import structlog

FRESH = timedelta(seconds=40)
"""Pages say every 15 seconds that they are open; who has missed two is gone."""
LEAVING = timedelta(seconds=5)
"""A page that closes may only be making way for the next one of the same dossier."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Present:
    """A person who has the dossier open, and since when."""

    person_id: UUID
    name: str
    since: datetime


class Presence:
    """One hash a dossier, one field a person; each call is two short round trips at most."""

    def __init__(self, redis_url: str) -> None:
        # One try, and quickly: a page does not wait to learn who else reads it.
        self._redis = redis.Redis.from_url(
            redis_url, socket_connect_timeout=0.3, socket_timeout=0.3, decode_responses=True
        )

    def see(
        self, dossier_id: UUID, person_id: UUID, name: str, now: datetime
    ) -> tuple[Present, ...]:
        """Note that the person has it open, and tell who else has, first come first. () when
        Valkey is away."""
        key = _key(dossier_id)
        try:
            kept = cast("dict[str, str]", self._redis.hgetall(key))
            here = {UUID(field): json.loads(value) for field, value in kept.items()}
            fresh = {p: row for p, row in here.items() if _moment(row["until"]) > now}
            since = fresh[person_id]["since"] if person_id in fresh else now.timestamp()
            row = {"name": name, "since": since, "until": (now + FRESH).timestamp()}
            with self._redis.pipeline(transaction=False) as pipe:
                pipe.hset(key, str(person_id), json.dumps(row))
                pipe.expire(key, FRESH)
                if stale := [str(p) for p in here if p not in fresh and p != person_id]:
                    pipe.hdel(key, *stale)
                pipe.execute()
        except (redis.exceptions.RedisError, OSError) as problem:
            log.warning("presence_lost", problem=type(problem).__name__)
            return ()
        others = [
            Present(p, row["name"], _moment(row["since"]))
            for p, row in fresh.items()
            if p != person_id
        ]
        return tuple(sorted(others, key=lambda each: (each.since, each.name)))

    def leave(self, dossier_id: UUID, person_id: UUID, now: datetime) -> None:
        """The person's page closes: soon they are gone, unless another page says otherwise."""
        key, field = _key(dossier_id), str(person_id)
        try:
            kept = cast("str | None", self._redis.hget(key, field))
            if kept is not None:
                row = {**json.loads(kept), "until": (now + LEAVING).timestamp()}
                self._redis.hset(key, field, json.dumps(row))
        except (redis.exceptions.RedisError, OSError) as problem:
            log.warning("presence_lost", problem=type(problem).__name__)


def _key(dossier_id: UUID) -> str:
    return f"trinhky:open:{dossier_id}"


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
