"""pyHanko is asynchronous; this package's functions are not. One event loop per thread is kept."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


class _Kept(threading.local):
    """This thread's loop, and the process that made it: a forked child must not share it."""

    runner: asyncio.Runner | None = None
    process = 0


_kept = _Kept()


def wait_for(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run to the end. A caller inside a loop of its own gets another thread for it."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return _runner().run(coroutine)
    with ThreadPoolExecutor(1) as aside:
        return aside.submit(asyncio.run, coroutine).result()


def _runner() -> asyncio.Runner:
    if _kept.runner is None or _kept.process != os.getpid():
        _kept.runner, _kept.process = asyncio.Runner(), os.getpid()
    return _kept.runner
