"""What SIGTERM and Ctrl-C mean before a supervisor watches: leave, and close what is open."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stopping_cleanly() -> Iterator[None]:
    """Within it, SIGTERM and Ctrl-C unwind the stack and end with exit code 0."""

    def leave(_signal: int, _frame: FrameType | None) -> None:
        sys.exit(0)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    yield
