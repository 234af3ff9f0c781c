from __future__ import annotations

import time
from pathlib import Path

import pytest
import redis

from engine.outside.queue import ENOUGH_WAITING, NAME, Queue
from engine.outside.servers import Servers


@pytest.fixture
def bell(servers: Servers) -> redis.Redis:
    """The queue's own look at a database of Valkey that no other test of this run uses."""
    return redis.Redis.from_url(_url(servers))


def _url(servers: Servers) -> str:
    return f"{servers.settings.redis_url}?db=9"


def test_a_nudge_is_waiting_for_a_worker(servers: Servers, bell: redis.Redis) -> None:
    bell.flushdb()
    Queue(_url(servers)).nudge()
    assert bell.llen(f"rq:queue:{NAME}") == 1


def test_a_thousand_nudges_do_not_pile_up(servers: Servers, bell: redis.Redis) -> None:
    bell.flushdb()
    queue = Queue(_url(servers))
    for _ in range(ENOUGH_WAITING + 20):
        queue.nudge()
    assert bell.llen(f"rq:queue:{NAME}") == ENOUGH_WAITING


def test_an_action_does_not_feel_that_valkey_is_away(tmp_path: Path) -> None:
    queue = Queue(f"unix://{tmp_path}/nobody-listens.sock")
    started = time.monotonic()
    queue.nudge()
    assert time.monotonic() - started < 1
