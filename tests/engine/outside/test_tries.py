"""Counting tries: by whom, forgotten after a while, and harmless when nobody counts."""

from __future__ import annotations

import time
from pathlib import Path
from uuid import uuid4

import redis

from engine.outside.servers import Servers
from engine.outside.tries import Tries


def test_tries_are_counted_by_what_and_whom_and_forgotten(servers: Servers) -> None:
    tries, who = Tries(str(servers.settings.redis_url), "here"), str(uuid4())
    assert tries.count("code", who) == 0
    assert [tries.add("code", who, 60) for _ in range(3)] == [1, 2, 3]
    assert (tries.count("code", who), tries.count("rating", who)) == (3, 0)
    assert tries.count("code", str(uuid4())) == 0
    assert tries.add("soon", who, 1) == 1
    time.sleep(1.1)
    assert tries.count("soon", who) == 0
    assert Tries(str(servers.settings.redis_url), "elsewhere").count("code", who) == 0


def test_the_address_of_a_person_is_not_kept(servers: Servers) -> None:
    Tries(str(servers.settings.redis_url), "here").add("code", "198.51.100.77", 60)
    kept = redis.Redis.from_url(str(servers.settings.redis_url)).keys("trinhky:tries:*")
    assert kept
    assert not any(b"198.51.100.77" in key for key in kept)


def test_with_valkey_away_everyone_is_let_in(tmp_path: Path) -> None:
    tries = Tries(f"unix://{tmp_path}/nobody-listens.sock", "here")
    assert tries.add("code", "x", 60) == 0
    assert tries.count("code", "x") == 0
