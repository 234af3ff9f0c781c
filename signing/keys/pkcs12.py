"""Keys in a PKCS#12 file (.p12, .pfx): for the demo, for tests, and for seals kept on a server."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from signing.errors import KeyUnreadable, WrongPassword
from signing.keys.certificate import require_strength
from signing.keys.key import DIGEST
from signing.values import CertificateChain


@dataclass(frozen=True, slots=True)
class Pkcs12Key:
    """An opened file. It holds the private key in memory: keep it no longer than the request."""

    chain: CertificateChain
    _private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey = field(repr=False)

    def sign_raw(self, data: bytes, digest: str) -> bytes:
        """See `Key.sign_raw`. ValueError for another digest than SHA-256."""
        if digest != DIGEST:
            raise ValueError(f"only {DIGEST} is signed, not {digest}")
        if isinstance(self._private, rsa.RSAPrivateKey):
            return self._private.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self._private.sign(data, ec.ECDSA(hashes.SHA256()))


def open_pkcs12(data: bytes, password: str) -> Pkcs12Key:
    """Open the file once; loading checks the whole key (some 40 ms), signing is then fast.

    Raises WrongPassword, KeyUnreadable, KeyTooWeak.
    """
    try:
        private, certificate, others = pkcs12.load_key_and_certificates(data, password.encode())
    except ValueError as fault:
        # cryptography tells the two cases apart only by its message.
        if "password" in str(fault).lower():
            raise WrongPassword from fault
        raise KeyUnreadable("Tệp khóa bị hỏng hoặc không phải PKCS#12 (.p12, .pfx).") from fault
    if certificate is None or private is None:
        raise KeyUnreadable("Tệp khóa không chứa đủ khóa và chứng thư số của nó.")
    if not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise KeyUnreadable("Tệp khóa chứa loại khóa không được hỗ trợ; cần RSA hoặc ECDSA.")
    leaf = certificate.public_bytes(Encoding.DER)
    require_strength(leaf)
    return Pkcs12Key(
        CertificateChain(leaf, tuple(other.public_bytes(Encoding.DER) for other in others)),
        private,
    )
