"""Random words that are shown once: ids of sessions, first passwords, recovery codes."""

from __future__ import annotations

import hashlib
import secrets

from engine.outside.lookup_code import ALPHABET

RECOVERY_CODES = 10


def new_session_id() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


def new_token() -> str:
    """Of the JSON API, 256 random bits; the beginning lets a scanner of leaked secrets find it."""
    return f"tk_{secrets.token_urlsafe(32)}"


def new_password() -> str:
    """`K7QM-XW2P-9RTD-H4NC`: 80 random bits that can be read out and typed."""
    return _grouped(4)


def new_recovery_codes() -> tuple[str, ...]:
    """Ten of `K7QM-XW2P-9RTD`, 60 random bits each."""
    return tuple(_grouped(3) for _ in range(RECOVERY_CODES))


def hashed(secret: str) -> bytes:
    """SHA-256: enough for what is random and long; passwords of people go through argon2."""
    return hashlib.sha256(secret.encode()).digest()


def _grouped(groups: int) -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(groups))
