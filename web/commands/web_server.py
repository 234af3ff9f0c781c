"""The web server as a child process, and the address that it is to have."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from engine.errors import SettingsWrong
from engine.outside.supervisor import Child
from engine.settings import Settings

THREADS = 8
"""Requests that one process answers at a time; most wait for the database."""


def web_child(settings: Settings, log: Path | None = None) -> Child:
    """gunicorn with our application, for a supervisor to keep."""
    return Child(
        name="web",
        command=[
            sys.executable, "-m", "gunicorn", "--bind", f"{settings.host}:{settings.port}",
            "--workers", str(settings.web_workers), "--worker-class", "gthread",
            "--threads", str(THREADS), "--preload", "--no-control-socket", "--log-level", "warning",
            "web.wsgi:application()",
        ],
        environ=settings.environ(),
        log=log,
    )  # fmt: skip


def address(settings: Settings) -> str:
    """The address to open in a browser on this machine."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    return f"http://{host}:{settings.port}"


def refuse_taken_port(settings: Settings) -> None:
    """Raises SettingsWrong when another program already listens there."""
    try:
        with socket.create_server((settings.host, settings.port)):
            pass
    except OSError as problem:
        raise SettingsWrong(
            f"Không mở được {settings.host}:{settings.port} ({problem.strerror}); hãy tắt chương "
            "trình đang dùng cổng này, hoặc chọn cổng khác: TRINHKY_BIND=127.0.0.1:8001."
        ) from problem
