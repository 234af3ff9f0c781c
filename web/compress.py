"""Text leaves compressed where the browser can read it: a desk on a thin line waits a third.

BREACH needs to ask for one page again and again, with the reader's cookie and a guess of its own in
the address, and to see the length. Our cookie does not come with what another site asks for in the
background (SameSite=Lax), and a length of chance in the header of gzip hides the difference that a
guess makes ("Heal the BREACH"). What is stored in files or is a secret by itself is left alone.
"""

from __future__ import annotations

import secrets
import zlib
from gzip import GzipFile
from io import BytesIO

from flask import Flask, Response, request

KINDS = frozenset(("text/html", "text/css", "text/javascript", "application/json", "image/svg+xml"))
SMALL = 1000
"""Bytes under which nothing is won."""
CHANCE = 100
"""At most so many bytes of chance."""


def install(app: Flask) -> None:
    """Compress what is text, large enough, whole, and asked for by one who can read it."""

    @app.after_request
    def compress(response: Response) -> Response:
        if response.mimetype not in KINDS or response.status_code in (204, 206, 304):
            return response
        response.vary.add("Accept-Encoding")
        if not request.accept_encodings["gzip"] or response.headers.get("Content-Encoding"):
            return response
        response.direct_passthrough = False
        if len(body := response.get_data()) < SMALL:
            return response
        response.set_data(_gzip(body))
        response.headers["Content-Encoding"] = "gzip"
        etag, _weak = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)
        return response


def _gzip(body: bytes) -> bytes:
    written = BytesIO()
    chance = secrets.token_hex(CHANCE // 2)[: secrets.randbelow(CHANCE)]
    level = zlib.Z_DEFAULT_COMPRESSION if len(body) < 2**20 else zlib.Z_BEST_SPEED
    with GzipFile(
        filename=chance, mode="wb", compresslevel=level, fileobj=written, mtime=0
    ) as file:
        file.write(body)
    return written.getvalue()
