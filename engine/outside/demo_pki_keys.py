"""Certomancer's signing with keys that are read once.

Its own way reads the RSA key anew for every signature and proves it prime each time: 50 ms for an
OCSP answer or a time stamp, and a second for its start. The keys are our own, made by us.
"""

from __future__ import annotations

from functools import lru_cache

from asn1crypto import algos, keys
from certomancer import crypto_utils
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
    load_pem_private_key,
)

OURS = ("rsassa_pkcs1v15", "sha256")
"""How the demonstration's keys sign."""


class KeptKeys(crypto_utils.PycaCryptographyBackend):
    """Keeps RSA keys from plain PEM files that sign with PKCS #1 v1.5 and SHA-256: what we have."""

    def load_private_key(
        self, key_bytes: bytes, password: bytes | None
    ) -> tuple[keys.PrivateKeyInfo, keys.PublicKeyInfo]:
        """Both halves of the key in a PEM file."""
        key = load_pem_private_key(key_bytes, password, unsafe_skip_rsa_key_validation=True)
        private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        return keys.PrivateKeyInfo.load(private), keys.PublicKeyInfo.load(public)

    def generic_sign(
        self,
        private_key: keys.PrivateKeyInfo,
        tbs_bytes: bytes,
        sd_algo: algos.SignedDigestAlgorithm,
    ) -> bytes:
        """The signature of these bytes; other keys and digests go Certomancer's own way."""
        if (sd_algo.signature_algo, sd_algo.hash_algo) != OURS:
            signature: bytes = super().generic_sign(private_key, tbs_bytes, sd_algo)
            return signature
        return _kept(private_key.dump()).sign(tbs_bytes, padding.PKCS1v15(), SHA256())


@lru_cache
def _kept(der: bytes) -> rsa.RSAPrivateKey:
    key = load_der_private_key(der, None, unsafe_skip_rsa_key_validation=True)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def keep_keys() -> None:
    """Make Certomancer sign this way, in this process."""
    crypto_utils.CRYPTO_BACKEND = KeptKeys()
