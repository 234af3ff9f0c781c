"""The one spelling of a signature's value that is accepted: the gap itself is signed by nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from asn1crypto import parser

_SPELLED = re.compile(rb"<([0-9a-f]*)>")


def is_canonical(pdf: bytes, byte_range: Sequence[int]) -> bool:
    """Whether the gap is `<`, lower-case hexadecimal digits of one DER value, only zeros, `>`."""
    if len(byte_range) != 4:
        return False
    gap = _SPELLED.fullmatch(pdf[byte_range[0] + byte_range[1] : byte_range[2]])
    if gap is None or len(gap[1]) % 2:
        return False
    value = bytes.fromhex(gap[1].decode("ascii"))
    try:
        length = int(parser.peek(value))
    except ValueError:
        return False
    return not any(value[length:])
