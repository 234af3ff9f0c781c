"""One verdict on one PDF: for the release of our own results, for anybody's upload, for archives.

Nothing is fetched. A file that carries our fields is held to our profile: these signatures and no
others, in order, number and date filled, the seal over the last byte. Any other file is judged as a
foreign one: every signature must hold, and nothing may follow the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import EmbeddedPdfSignature

from signing.attestation import AttestationUnreadable, Ground, read_attestation
from signing.claims import read_claims
from signing.fields.read import form_values
from signing.keys.certificate import describe
from signing.profile import Holder, SigningProfile, profile_with
from signing.verify.container import is_untouched
from signing.verify.embedded_data import read_validation_data
from signing.verify.one_signature import Finding, judge_signature
from signing.verify.own_profile import check_document, check_signature
from signing.verify.reasons import Reason
from signing.verify.report import Coverage, Report, SignatureReport, report_of
from signing.verify.words import told


def verify(
    pdf: bytes,
    trust_roots: Sequence[bytes],
    *,
    at: datetime,
    profile: SigningProfile | None = None,
) -> Report:
    """Judge `pdf` as of `at` (with zone; normally now) by the given roots (DER) alone.

    `profile` is what the file must be; None means: one of ours if it carries one of our signature
    fields (a result if there is a seal's, else minutes), else foreign. Never raises: what cannot be
    understood is `unreadable`. For files from strangers use `verify_limited`.
    """
    if b"%PDF-" not in pdf[:1024]:
        return report_of([], [Reason.NOT_PDF])
    try:
        return _verify(pdf, trust_roots, at, profile)
    # Readers of hostile files fail in every way (PdfError, KeyError, AssertionError, recursion …):
    # whatever it is, it is a refusal and never a stack trace.
    except Exception:
        return report_of([], [Reason.DAMAGED])


def _verify(
    pdf: bytes, trust_roots: Sequence[bytes], at: datetime, profile: SigningProfile | None
) -> Report:
    reader = PdfFileReader(BytesIO(pdf))
    if reader.encrypted:
        return report_of([], [Reason.ENCRYPTED])
    values = form_values(reader)
    if profile is None:
        profile = profile_with(values)
    signatures = list(reader.embedded_regular_signatures)
    data = read_validation_data(reader, at)
    findings = [judge_signature(one, trust_roots, data, at) for one in signatures]
    reasons = [reason for finding in findings for reason in finding.reasons]
    grounds: dict[str, Ground] = {}
    if profile is None:
        reasons += _check_foreign(findings)
    else:
        reasons += check_document(reader, profile, values, findings)
        for signature, finding in zip(signatures, findings, strict=True):
            reasons += check_signature(pdf, signature, finding, profile)
        closed = signatures and profile.is_last(signatures[-1].field_name)
        if closed and not is_untouched(signatures, data.certificates):
            reasons.append(Reason.CONTENTS_NOT_CANONICAL)
        grounds, unreadable = _grounds(reader, profile)
        reasons += unreadable
    reports = [
        _report(signature, finding, grounds.get(signature.field_name))
        for signature, finding in zip(signatures, findings, strict=True)
    ]
    if any(_claims_otherwise(each, grounds.get(each.field)) for each in reports):
        reasons.append(Reason.CAPACITY_DIFFERS)
    return report_of(reports, reasons)


def _check_foreign(findings: Sequence[Finding]) -> list[Reason]:
    if not findings:
        return [Reason.UNSIGNED]
    last = findings[-1]
    if last.covers is Coverage.FILE or last.added_since is ModificationLevel.LTA_UPDATES:
        return []
    if last.added_since is ModificationLevel.NONE:
        return [Reason.APPENDED]
    return [Reason.CHANGED_AFTER_SIGNING]


def _grounds(
    reader: PdfFileReader, profile: SigningProfile
) -> tuple[dict[str, Ground], list[Reason]]:
    try:
        grounds = read_attestation(reader)
    except (AttestationUnreadable, PdfError):
        return {}, [Reason.ATTESTATION_UNREADABLE]
    people = (field for field in profile.signature_fields if field.holder is Holder.PERSON)
    if any(field.name not in grounds for field in people):
        return grounds, [Reason.ATTESTATION_UNREADABLE]
    return grounds, []


def _claims_otherwise(signature: SignatureReport, ground: Ground | None) -> bool:
    """Whether the role that was signed is not the one that the attestation states."""
    return ground is not None and ground.role is not None and signature.role != ground.role


def _report(
    signature: EmbeddedPdfSignature, finding: Finding, ground: Ground | None
) -> SignatureReport:
    claims = read_claims(signature.signer_info)
    subject = describe(signature.signer_cert.dump())
    return SignatureReport(
        field=signature.field_name,
        signer=subject.subject,
        capacity=ground.capacity if ground else None,
        instrument=ground.instrument if ground else None,
        time=finding.time,
        intact=finding.intact,
        trusted=finding.trusted,
        covers=finding.covers,
        role=claims.role,
        approves=claims.approves,
        says=told(ground, finding.time) if ground else (),
        identifier=subject.identifier,
    )
