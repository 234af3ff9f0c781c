"""Where a request comes from."""

from __future__ import annotations

import ipaddress

from flask import request


def asked_from() -> str:
    """The browser's address: what our own proxy says of it, if the request came by one; else all
    that the proxy serves would be one."""
    directly = request.remote_addr or ""
    return request.access_route[-1] if _is_near(directly) and request.access_route else directly


def _is_near(address: str) -> bool:
    """Whether this may be our own proxy: this machine, or its network."""
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False
