"""Whether a certificate could be trusted at one moment: path, validity, revocation (RFC 5280, 6).

Pure and offline: every answer about revocation comes in the validation data. One rule for signing,
for gathering and for explaining a verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from asn1crypto import crl, ocsp
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    ExpiredError,
    InsufficientRevinfoError,
    NotYetValidError,
    PathBuildingError,
    PathValidationError,
    RevokedError,
    ValidationError,
)
from pyhanko_certvalidator.path import ValidationPath

from signing.errors import (
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRefused,
    CertificateRevoked,
    ChainUntrusted,
    RevocationUnavailable,
)
from signing.keys.certificate import describe, parse
from signing.loop import wait_for
from signing.values import CertificateChain, ValidationData


def check_chain(
    chain: CertificateChain,
    trust_roots: Sequence[bytes],
    at: datetime,
    data: ValidationData | None,
) -> tuple[bytes, ...]:
    """The trusted path at `at`, root first (DER). Without `data` revocation is not looked at.

    Every certificate that names a place to ask must have an answer (hard-fail). Raises
    CertificateExpired, CertificateNotYetValid, CertificateRevoked, ChainUntrusted,
    RevocationUnavailable.
    """
    context = validation_context(trust_roots, at, data)
    validator = CertificateValidator(
        parse(chain.leaf), [parse(issuer) for issuer in chain.issuers], context
    )
    try:
        path = wait_for(validator.async_validate_path())
    except (PathBuildingError, ValidationError) as fault:
        raise _refusal(chain, fault) from fault
    return _certificates(path)


def validation_context(
    trust_roots: Sequence[bytes], at: datetime, data: ValidationData | None
) -> ValidationContext:
    """pyHanko's context for one moment, without the network.

    Answers younger than `at` count as well: a signature is made before its answers are fetched.
    """
    roots = [parse(root) for root in trust_roots]
    if data is None:
        return ValidationContext(trust_roots=roots, moment=at)
    return ValidationContext(
        trust_roots=roots,
        other_certs=[parse(certificate) for certificate in data.certificates],
        moment=at,
        ocsps=[ocsp.OCSPResponse.load(answer) for answer in data.ocsps],
        crls=[crl.CertificateList.load(answer) for answer in data.crls],
        revocation_mode="hard-fail",
        retroactive_revinfo=True,
    )


def _refusal(chain: CertificateChain, fault: Exception) -> CertificateRefused:
    subject = describe(chain.leaf).subject
    if isinstance(fault, PathValidationError):
        # The fault may lie above the signer: the sentence names the one concerned.
        last = fault.original_path.last
        subject = last.subject.native.get("common_name", subject) if last else subject
    if isinstance(fault, RevokedError):
        return CertificateRevoked(subject, fault.revocation_dt)
    if isinstance(fault, ExpiredError):
        return CertificateExpired(subject, fault.expired_dt)
    if isinstance(fault, NotYetValidError):
        return CertificateNotYetValid(subject, fault.valid_from)
    if isinstance(fault, InsufficientRevinfoError):
        return RevocationUnavailable(subject)
    return ChainUntrusted(subject)


def _certificates(path: ValidationPath) -> tuple[bytes, ...]:
    return tuple(certificate.dump() for certificate in path)
