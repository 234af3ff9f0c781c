"""Public pages ask who asks too often: by address, in Valkey, forgotten after a while."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import gettext as _

from engine.errors import NotFound, TooManyTries
from web.asked_from import asked_from
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
    if outside().tries.count("code", asked_from()) >= WRONG_CODES:
        raise TooManyTries(_too_many(WINDOW))
    try:
        yield
    except NotFound:
        outside().tries.add("code", asked_from(), WINDOW)
        raise


def limited(what: str, most: int, seconds: int = WINDOW, who: str | None = None) -> None:
    """Before what costs: at most so many of an address, or of `who`, in so many seconds. Raises
    TooManyTries."""
    if outside().tries.add(what, who or asked_from(), seconds) > most:
        raise TooManyTries(_too_many(seconds))


def _too_many(seconds: int) -> str:
    return str(
        _(
            "Địa chỉ này đã thử quá nhiều lần. Hãy chờ %(minutes)s phút rồi thử lại.",
            minutes=seconds // 60,
        )
    )
