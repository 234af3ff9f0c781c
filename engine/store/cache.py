"""What a process remembers of what it has read: a few last things, never a thing that changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Pool
from sqlalchemy.orm import Session

Value = TypeVar("Value")


class LastUsed(Generic[Value]):
    """Keeps the `size` last used values. Two threads may both make one; either is kept."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of this key, made if it is not there. The key says all that it depends on."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        with self._lock:
            self._kept[key] = value
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return value


class PerDatabase(Generic[Value]):
    """A `LastUsed` for each database that this process talks to."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._of: WeakKeyDictionary[Pool, LastUsed[Value]] = WeakKeyDictionary()

    def of(self, session: Session) -> LastUsed[Value]:
        # The pool, because a session that commits by itself has an engine of its own over it.
        pool = session.get_bind().engine.pool
        kept = self._of.get(pool)
        return self._of.setdefault(pool, LastUsed(self._size)) if kept is None else kept
