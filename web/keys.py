"""The key's password: it comes in with a form, opens the key, and is kept nowhere."""

from __future__ import annotations

from engine.outside.keys import OpenedOnce, OpenKey
from web.current import outside


def opened_once(password: str) -> OpenKey:
    """Keys that this password opens, for this request."""
    return OpenedOnce(outside().keys, password).open
