"""The port of everything that can sign: a file here; tokens, servers and providers later."""

from __future__ import annotations

from typing import Protocol

from signing.values import CertificateChain

DIGEST = "sha256"
"""The one digest of this package: of the document, of the attributes and of the timestamp."""


class Key(Protocol):
    """A private key that is open now, and its certificates."""

    @property
    def chain(self) -> CertificateChain:
        """The certificate of this key and those above it."""

    def sign_raw(self, data: bytes, digest: str) -> bytes:
        """The raw signature over `data`, hashed with `digest` (`DIGEST`): PKCS#1 v1.5 or ECDSA."""
