"""What a certificate says, in plain words, and the public key it carries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.x509.oid import NameOID, ObjectIdentifier

from signing.errors import KeyTooWeak, KeyUnreadable, WrongKey
from signing.profile import Holder

LEAST_RSA_BITS = 2048

_UID = ObjectIdentifier("0.9.2342.19200300.100.1.1")
_ORGANISATION_PREFIXES = ("MST:", "MNS:", "NTR", "VAT", "GOV", "LEI")


@dataclass(frozen=True, slots=True)
class CertificateInfo:
    """A certificate as a person or a rule reads it; times are UTC."""

    subject: str
    """The common name."""
    identifier: str | None
    """organizationIdentifier, else serialNumber, else UID (ETSI EN 319 412-1, 5.1)."""
    organisation: str | None
    holder: Holder
    issuer: str
    not_before: datetime
    not_after: datetime
    usages: frozenset[str]
    """Of `digital_signature` and `non_repudiation` those that are asserted."""
    sha256: str


def describe(certificate: bytes) -> CertificateInfo:
    """Read a DER certificate. Raises KeyUnreadable if it is none.

    An organisation's certificate is told by organizationIdentifier (ETSI EN 319 412-3, 4.2.1), or
    by an identifier that begins as an organisation's does: MST:, MNS:, or NTR, VAT, GOV, LEI.
    """
    read = _load(certificate)
    organisation_id = _first(read.subject, NameOID.ORGANIZATION_IDENTIFIER)
    personal_id = _first(read.subject, NameOID.SERIAL_NUMBER) or _first(read.subject, _UID)
    identifier = organisation_id or personal_id
    named_like_one = identifier is not None and identifier.startswith(_ORGANISATION_PREFIXES)
    return CertificateInfo(
        subject=_first(read.subject, NameOID.COMMON_NAME) or read.subject.rfc4514_string(),
        identifier=identifier,
        organisation=_first(read.subject, NameOID.ORGANIZATION_NAME),
        holder=Holder.ORGANISATION if organisation_id or named_like_one else Holder.PERSON,
        issuer=_first(read.issuer, NameOID.COMMON_NAME) or read.issuer.rfc4514_string(),
        not_before=read.not_valid_before_utc,
        not_after=read.not_valid_after_utc,
        usages=_usages(read),
        sha256=hashlib.sha256(certificate).hexdigest(),
    )


def require_strength(certificate: bytes) -> None:
    """Raise KeyTooWeak unless the key is RSA of at least 2048 bits or on P-256."""
    key = _load(certificate).public_key()
    if isinstance(key, rsa.RSAPublicKey) and key.key_size >= LEAST_RSA_BITS:
        return
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return
    raise KeyTooWeak(
        f"Khóa của chứng thư số phải là RSA từ {LEAST_RSA_BITS} bit hoặc ECDSA P-256; "
        "hãy xin cấp chứng thư mới."
    )


def check_raw_signature(certificate: bytes, signature: bytes, data: bytes) -> None:
    """Raise WrongKey unless `signature` over `data` (SHA-256) is by this certificate's key."""
    key = _load(certificate).public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
        else:
            raise WrongKey
    except InvalidSignature as fault:
        raise WrongKey from fault


def load_roots(files: Iterable[bytes]) -> tuple[bytes, ...]:
    """Every certificate in PEM or DER files as DER. Raises KeyUnreadable for anything else."""
    roots: list[bytes] = []
    for content in files:
        try:
            found = [der for _, _, der in pem.unarmor(content, multiple=True)]
        except ValueError:
            found = [content]
        for der in found:
            _load(der)
            roots.append(der)
    return tuple(roots)


def parse(certificate: bytes) -> asn1_x509.Certificate:
    """For pyHanko. Raises KeyUnreadable if `certificate` is not one."""
    try:
        read = asn1_x509.Certificate.load(certificate, strict=True)
        read.serial_number  # noqa: B018 - asn1crypto parses lazily
    except (ValueError, TypeError) as fault:
        raise KeyUnreadable(_NOT_ONE) from fault
    return read


_NOT_ONE = "Tệp chứng thư số không đọc được; cần chứng thư X.509 dạng PEM hoặc DER."


def _load(certificate: bytes) -> x509.Certificate:
    try:
        return x509.load_der_x509_certificate(certificate)
    except (ValueError, UnsupportedAlgorithm) as fault:
        raise KeyUnreadable(_NOT_ONE) from fault


def _first(name: x509.Name, oid: ObjectIdentifier) -> str | None:
    return next((str(part.value) for part in name.get_attributes_for_oid(oid)), None)


def _usages(certificate: x509.Certificate) -> frozenset[str]:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return frozenset()
    asserted = {
        "digital_signature": usage.digital_signature,
        "non_repudiation": usage.content_commitment,
    }
    return frozenset(name for name, given in asserted.items() if given)
