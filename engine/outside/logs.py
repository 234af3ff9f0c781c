"""Logs: one JSON line an event, on standard output; call `configure` once in each process."""

from __future__ import annotations

import structlog


def configure() -> None:
    """Lines carry what was bound (request, dossier), level, time and a plain traceback.

    Tracebacks never print local variables: a password or a name may be among them.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
    )
