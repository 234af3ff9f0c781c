"""Who signed, for whom, on what ground, and whether it held: sentences for a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from signing.attestation import Ground, Said
from signing.errors import as_vietnam_day


def told(ground: Ground, at: datetime | None) -> tuple[str, ...]:
    """The signer, then one sentence a ground; `at` is the second of signing, if it is known.

    Of a file whose attestation says nothing in words: ().
    """
    if ground.says is None:
        return ()
    return (f"Người ký: {ground.says}.", *(_sentence(said, at) for said in ground.grounds))


def _sentence(said: Said, at: datetime | None) -> str:
    return ", ".join((said.says, *_interval(said, at))) + "."


def _interval(said: Said, at: datetime | None) -> Iterator[str]:
    if said.valid_from is None:
        return
    begins = f"hiệu lực từ {as_vietnam_day(said.valid_from)}"
    if said.valid_to is None:
        yield begins
    else:
        # The end is exclusive; people say the last day.
        last = as_vietnam_day(said.valid_to - timedelta(microseconds=1))
        yield f"{begins} đến {last}"
    if at is None:
        return
    if at < said.valid_from:
        yield "CHƯA có hiệu lực lúc ký"
    elif said.valid_to is not None and at >= said.valid_to:
        yield "KHÔNG còn hiệu lực lúc ký"
    else:
        yield "còn hiệu lực lúc ký"
