"""The database and the queue of this home: the operator's own, or embedded ones that we run.

Several processes may use one home at once (`trinhky demo` beside `trinhky play`): the embedded
servers run as long as one of them does, and the last one out stops them.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

import structlog

from engine.errors import TrinhKyError
from engine.outside.embedded_postgres import EmbeddedPostgres
from engine.outside.embedded_valkey import EmbeddedValkey
from engine.outside.private_folders import make_private
from engine.settings import Settings

log = structlog.get_logger()


class Servers:
    """`with Servers(settings) as servers:` runs what the environment does not name a URL for."""

    def __init__(self, settings: Settings, *, durable: bool = True) -> None:
        self._locks = make_private(settings.home / "run")
        self._user: int | None = None
        self.postgres = EmbeddedPostgres(settings.home, durable=durable)
        self.valkey = EmbeddedValkey(settings.home)
        self._embedded: list[EmbeddedPostgres | EmbeddedValkey] = []
        if settings.database_url is None:
            self._embedded.append(self.postgres)
        if settings.redis_url is None:
            self._embedded.append(self.valkey)
        self.settings = replace(
            settings,
            database_url=settings.database_url or self.postgres.url,
            redis_url=settings.redis_url or self.valkey.url,
        )
        """The settings given, with both URLs filled in."""

    def start(self) -> None:
        """Start what does not run; call it again at any time to bring back what has died.

        Raises SettingsWrong or ServiceDown, one sentence.
        """
        with _held(self._locks / "servers.lock"):
            if self._user is None:
                self._user = os.open(self._locks / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
                fcntl.flock(self._user, fcntl.LOCK_SH)
            for server in self._embedded:
                server.start()

    def revive(self) -> None:
        """For a supervisor's tick: bring back what has died, and log what cannot be."""
        try:
            self.start()
        except TrinhKyError as problem:
            log.error("servers_down", problem=problem.sentence)

    def stop(self) -> None:
        """Leave; the last one out stops the embedded servers."""
        if self._user is None:
            return
        with _held(self._locks / "servers.lock"):
            try:
                fcntl.flock(self._user, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass
            else:
                for server in self._embedded:
                    server.stop()
            finally:
                os.close(self._user)
                self._user = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


@contextmanager
def _held(lock: Path) -> Iterator[None]:
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
