"""Public pages ask who asks too often: by address, in Valkey, forgotten after a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address

from flask import request
from flask_babel import gettext as _

from engine.errors import NotFound, TooManyTries
from web.current import outside

WINDOW = 600
"""Seconds after which an address begins anew."""
WRONG_CODES = 20
"""Wrong codes of one address in a window; the right ones are not counted, for a whole village may
stand behind one address."""


@contextmanager
def guessing() -> Iterator[None]:
    """Around what is asked by a secret code: who has named too many that are not there is told so,
    whether the next one is there or not. Raises TooManyTries."""
    if outside().tries.count("code", _address()) >= WRONG_CODES:
        raise TooManyTries(_too_many())
    try:
        yield
    except NotFound:
        outside().tries.add("code", _address(), WINDOW)
        raise


def limited(what: str, most: int, seconds: int = WINDOW, who: str | None = None) -> None:
    """Before what costs: at most so many of an address, or of `who`, in so many seconds. Raises
    TooManyTries."""
    if outside().tries.add(what, who or _address(), seconds) > most:
        raise TooManyTries(_too_many())


def _address() -> str:
    """Who asks. Behind a reverse proxy of the same house, whom the proxy names: else all that it
    serves would be one."""
    near = str(request.remote_addr or "")
    try:
        inside = ip_address(near).is_private
    except ValueError:
        return near
    named = str(request.headers.get("X-Forwarded-For", "")).rpartition(",")[2].strip()
    return (named or near) if inside else near


def _too_many() -> str:
    return str(_("Địa chỉ này đã thử quá nhiều lần. Hãy chờ 10 phút rồi thử lại."))
