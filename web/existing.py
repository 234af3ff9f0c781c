"""Whether an address of ours is served in this release."""

from __future__ import annotations

from flask import current_app
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def existing(path: str) -> str | None:
    """The path, when some page answers to it; None where no such page has been built."""
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    return path
