"""What our own documents must be beyond sound signatures: rules that PDF readers do not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import EmbeddedPdfSignature

from signing.fields.locks import lock_of, permission_of
from signing.fields.read import value_at
from signing.keys.certificate import describe
from signing.profile import SigningProfile
from signing.verify.contents import is_canonical
from signing.verify.one_signature import Finding
from signing.verify.reasons import Reason
from signing.verify.report import Coverage


def check_document(
    reader: PdfFileReader,
    profile: SigningProfile,
    values: Mapping[str, object],
    findings: Sequence[Finding],
) -> list[Reason]:
    """Which fields there are, which are filled, in which order they were signed, how it ends."""
    reasons = []
    if any(not values.get(name) for name in profile.names):
        reasons.append(Reason.UNFINISHED)
    signed = [signature.field_name for signature in reader.embedded_signatures]
    expected = [field.name for field in profile.signature_fields]
    if signed != expected[: len(signed)] or set(values) - set(profile.names):
        reasons.append(Reason.UNEXPECTED_SIGNATURE)
    if findings and findings[-1].covers is not Coverage.FILE:
        reasons.append(Reason.APPENDED)
    return reasons


def check_signature(
    pdf: bytes, signature: EmbeddedPdfSignature, finding: Finding, profile: SigningProfile
) -> list[Reason]:
    """One signature against what its field asks: form, locks, kind of certificate, timestamp."""
    field = profile.signature(signature.field_name)
    if field is None:
        return [Reason.UNEXPECTED_SIGNATURE]
    reasons = []
    if not is_canonical(pdf, signature.byte_range):
        reasons.append(Reason.CONTENTS_NOT_CANONICAL)
    if not _locks_as_ours(signature, profile):
        reasons.append(Reason.LOCKS_MISSING)
    if describe(signature.signer_cert.dump()).holder is not field.holder:
        reasons.append(Reason.WRONG_HOLDER)
    if not finding.timestamped:
        reasons.append(Reason.TIMESTAMP_MISSING)
    return reasons


def _locks_as_ours(signature: EmbeddedPdfSignature, profile: SigningProfile) -> bool:
    name = signature.field_name
    locks = value_at(signature.sig_object, "/Reference")
    if not isinstance(locks, generic.ArrayObject):
        return False
    certifies = any(lock.get_object()["/TransformMethod"] == "/DocMDP" for lock in locks)
    return (
        signature.sig_object["/SubFilter"] == SigSeedSubFilter.PADES.value
        and certifies == profile.is_first(name)
        and signature.docmdp_level == permission_of(profile, name)
        and signature.fieldmdp == lock_of(profile, name)
    )
