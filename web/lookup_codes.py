"""The secret code of a slip, as people give it: typed, pasted, or read by a scanner."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"/(?:t|kiem-tra|danh-gia)/([^/?#\s]+)", re.IGNORECASE)
"""A scanner types the whole address of a QR code."""


def code_in(text: str) -> str:
    """The code in an address of ours, else the text itself, without what no code holds."""
    text = "".join(sign for sign in text if sign.isprintable())
    found = ADDRESS.search(text)
    return (found[1] if found else text).replace("/", "").replace("\\", "").strip()
