"""Where a request comes from."""

from __future__ import annotations

from flask import request


def asked_from() -> str:
    """The browser's address; behind proxies that the settings name (`TRINHKY_PROXIES`), what they
    say of it, else what stands for it."""
    return request.remote_addr or ""
