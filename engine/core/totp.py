"""One-time codes of an authenticator application: RFC 6238 over HMAC-SHA-1, six digits, 30 s.

Written here, not taken from a package: it is a dozen lines over the standard library, and the
vectors of RFC 6238 test it.
"""

from __future__ import annotations

import hmac
import struct
from base64 import b32encode
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
SKEW = 1
"""Steps that a telephone's clock may be early or late."""
SECRET_BYTES = 20


def step_of(at: datetime) -> int:
    """The time step: the moving factor of RFC 6238."""
    return int(at.timestamp()) // STEP_SECONDS


def code_of(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of a step (RFC 4226 §5.3)."""
    mac = hmac.digest(secret, struct.pack(">Q", step), "sha1")
    offset = mac[-1] & 0x0F
    number = struct.unpack(">I", mac[offset : offset + 4])[0] & 0x7FFFFFFF
    return str(number % 10**digits).zfill(digits)


def steps_of(secret: bytes, code: str, at: datetime) -> Iterator[int]:
    """The steps around `at` whose code this is; none for a wrong one. Whether one was used before
    is the caller's affair."""
    now = step_of(at)
    for step in range(now - SKEW, now + SKEW + 1):
        if hmac.compare_digest(code_of(secret, step).encode(), code.encode()):
            yield step


def written(secret: bytes) -> str:
    """The secret as a person types it into the application, in groups of four."""
    plain = b32encode(secret).decode()
    return " ".join(plain[i : i + 4] for i in range(0, len(plain), 4))


def address(secret: bytes, login: str, issuer: str) -> str:
    """What the QR code says to the application (otpauth:)."""
    query = urlencode({"secret": b32encode(secret).decode(), "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(login)}?{query}"
