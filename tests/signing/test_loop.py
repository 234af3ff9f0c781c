from __future__ import annotations

import asyncio
import threading

from signing.loop import wait_for


async def _loop_id() -> int:
    return id(asyncio.get_running_loop())


def test_a_thread_keeps_its_loop() -> None:
    assert wait_for(_loop_id()) == wait_for(_loop_id())


def test_two_threads_do_not_share_one() -> None:
    other: list[int] = []
    thread = threading.Thread(target=lambda: other.append(wait_for(_loop_id())))
    thread.start()
    thread.join()
    assert other
    assert other != [wait_for(_loop_id())]


def test_a_caller_with_a_loop_of_its_own_is_served_as_well() -> None:
    async def caller() -> tuple[int, int]:
        return id(asyncio.get_running_loop()), wait_for(_loop_id())

    outer, inner = asyncio.run(caller())
    assert outer != inner
