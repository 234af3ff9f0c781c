"""Small secrets that lie in the database encrypted, under a key made from the secret key."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

USE = b"trinhky second factor"


def seal(secret_key: str, secret: bytes) -> bytes:
    """What may lie in the database."""
    return _fernet(secret_key).encrypt(secret)


def unseal(secret_key: str, sealed: bytes) -> bytes | None:
    """The secret; None when it was sealed under another secret key, or changed."""
    try:
        return _fernet(secret_key).decrypt(sealed)
    except InvalidToken:
        return None


def _fernet(secret_key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=USE).derive(secret_key.encode())
    return Fernet(urlsafe_b64encode(derived))
