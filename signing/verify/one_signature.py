"""What one signature is worth: mathematics, changes since, time, the certificate at that time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature, async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel

from signing.errors import (
    CertificateExpired,
    CertificateNotYetValid,
    CertificateRefused,
    CertificateRevoked,
    RevocationUnavailable,
)
from signing.keys.certificate import describe
from signing.loop import wait_for
from signing.timestamp_token import TimestampToken, read_token
from signing.validation_data.chain import check_chain, validation_context
from signing.values import CertificateChain, ValidationData
from signing.verify.reasons import Reason
from signing.verify.report import Coverage
from signing.verify.strict import STRICT

CLOCKS_DIFFER = timedelta(minutes=5)
"""How far a timestamp service's clock may be ahead of ours."""

_COVERAGE: dict[SignatureCoverageLevel | None, Coverage] = {
    SignatureCoverageLevel.ENTIRE_FILE: Coverage.FILE,
    SignatureCoverageLevel.ENTIRE_REVISION: Coverage.REVISION,
}
_REFUSALS: dict[type[CertificateRefused], Reason] = {
    CertificateExpired: Reason.CERTIFICATE_EXPIRED,
    CertificateNotYetValid: Reason.CERTIFICATE_NOT_YET_VALID,
    CertificateRevoked: Reason.CERTIFICATE_REVOKED,
    RevocationUnavailable: Reason.REVOCATION_UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One signature's worth, without what its field asks of it."""

    intact: bool
    trusted: bool
    covers: Coverage
    added_since: ModificationLevel
    time: datetime | None
    timestamped: bool
    reasons: tuple[Reason, ...]


def judge_signature(
    signature: EmbeddedPdfSignature,
    trust_roots: Sequence[bytes],
    data: ValidationData,
    at: datetime,
) -> Finding:
    """Judge one signature at the time of its timestamp, offline, revocation from `data` alone."""
    token = read_token(signature.signer_info)
    moment = token.time if token else at
    context = validation_context(trust_roots, moment, data)
    status = wait_for(async_validate_pdf_signature(signature, context, context, diff_policy=STRICT))
    reasons = _integrity(status)
    if not trust_roots:
        reasons.append(Reason.NO_TRUST)
    elif status.valid and not status.trusted:
        reasons.append(_why_untrusted(signature, status, trust_roots, data, moment))
    if token is not None:
        reasons += _timestamp(token, status, trust_roots, data, at)
    return Finding(
        intact=bool(status.intact and status.valid),
        trusted=bool(trust_roots and status.trusted),
        covers=_COVERAGE.get(status.coverage, Coverage.PART),
        added_since=status.modification_level or ModificationLevel.OTHER,
        time=token.time if token else signature.self_reported_timestamp,
        timestamped=token is not None,
        reasons=tuple(reasons),
    )


def _integrity(status: PdfSignatureStatus) -> list[Reason]:
    if not status.intact or not status.docmdp_ok:
        return [Reason.CHANGED_AFTER_SIGNING]
    return [] if status.valid else [Reason.SIGNATURE_BROKEN]


def _why_untrusted(
    signature: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    trust_roots: Sequence[bytes],
    data: ValidationData,
    moment: datetime,
) -> Reason:
    if status.trust_problem_indic is AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE:
        return Reason.WEAK_ALGORITHM
    leaf = signature.signer_cert.dump()
    others = tuple(other.dump() for other in signature.other_embedded_certs)
    refused = _refusal(CertificateChain(leaf, others), trust_roots, data, moment)
    if refused is not None:
        return _REFUSALS.get(type(refused), Reason.UNTRUSTED_SIGNER)
    if "non_repudiation" not in describe(leaf).usages:
        return Reason.WRONG_USAGE
    return Reason.UNTRUSTED_SIGNER


def _timestamp(
    token: TimestampToken,
    status: PdfSignatureStatus,
    trust_roots: Sequence[bytes],
    data: ValidationData,
    at: datetime,
) -> list[Reason]:
    found = status.timestamp_validity
    if found is None or not (found.intact and found.valid):
        return [Reason.TIMESTAMP_BROKEN]
    if token.time > at + CLOCKS_DIFFER:
        return [Reason.SIGNED_IN_THE_FUTURE]
    if not trust_roots:
        return []
    if not found.trusted:
        refused = _refusal(token.chain, trust_roots, data, token.time)
        known = _REFUSALS.get(type(refused)) if refused else None
        return [known or Reason.TIMESTAMP_UNTRUSTED]
    if describe(token.chain.leaf).not_after < at:
        return [Reason.TIMESTAMP_EXPIRED]
    return []


def _refusal(
    chain: CertificateChain,
    trust_roots: Sequence[bytes],
    data: ValidationData,
    moment: datetime,
) -> CertificateRefused | None:
    """The typed reason behind pyHanko's bare "not trusted"."""
    try:
        check_chain(chain, trust_roots, moment, data)
    except CertificateRefused as refused:
        return refused
    return None
