"""One log line a request: which page, which dossier, how long. Never a name, a secret, a body.

The route is logged, not the address: an address of a slip holds its secret part.
"""

from __future__ import annotations

from time import perf_counter
from uuid import uuid4

import structlog
from flask import Flask, Response, g, request

log = structlog.get_logger("web")


def install(app: Flask) -> None:
    """Give each request an id, in its log lines and in its answer."""

    @app.before_request
    def start() -> None:
        g.started = perf_counter()
        g.request_id = uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)
        dossier_id = (request.view_args or {}).get("dossier_id")
        if dossier_id is not None:
            structlog.contextvars.bind_contextvars(dossier_id=str(dossier_id))

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.request_id
        log.info(
            "request",
            method=request.method,
            route=request.endpoint,
            status=response.status_code,
            ms=round((perf_counter() - g.started) * 1000, 1),
        )
        return response
