"""Files that leave to a browser: shown where that is safe, otherwise handed over as a download."""

from __future__ import annotations

from io import BytesIO

from flask import Response, request, send_file

SHOWN = {"application/pdf", "image/png", "image/jpeg"}
"""Types that browsers show without running anything of the file."""


def sent(data: bytes, name: str, media_type: str) -> Response:
    """The file, inline when the browser may show it and `?tai-ve` does not ask for a download."""
    safe = media_type in SHOWN
    response = send_file(
        BytesIO(data),
        mimetype=media_type if safe else "application/octet-stream",
        as_attachment=not safe or "tai-ve" in request.args,
        download_name=name,
        max_age=0,
    )
    # Papers of people stay on no disk of a computer that several use.
    response.headers["Cache-Control"] = "no-store"
    return response


def pdf(data: bytes, name: str) -> Response:
    """A PDF of ours."""
    return sent(data, name, "application/pdf")
