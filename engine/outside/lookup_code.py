"""The secret part of the address printed on slips and results."""

from __future__ import annotations

import secrets
import string

ALPHABET = "".join(sorted(set(string.ascii_uppercase + string.digits) - set("IO01")))
"""32 signs without look-alikes: 5 bits each."""
LENGTH = 24


def new_lookup_code() -> str:
    """120 random bits as 24 signs: nobody guesses it, and a QR code stays small."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
