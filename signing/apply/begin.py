"""First half of a signature: write the revision that will be signed, and say what to sign."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO

from asn1crypto import crl, ocsp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import ExternalSigner, PdfSignatureMetadata, PdfSigner
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from signing.apply.appearance import StampAppearance, stamp_style
from signing.apply.begun import Begun
from signing.apply.fill import fill_fields
from signing.apply.turn import check_turn
from signing.claims import claiming
from signing.errors import DocumentUnreadable, RevocationUnavailable
from signing.fields.locks import permission_of
from signing.keys.certificate import describe, parse
from signing.keys.key import DIGEST
from signing.loop import wait_for
from signing.profile import SigningProfile
from signing.values import CertificateChain, ValidationData

TOKEN_ROOM = 6_144
"""Bytes kept beside the certificates for the raw signature, the attributes and the timestamp token:
a token with a chain of three RSA certificates is about 5 KB. Not more than that, because readers
parse the gap digit by digit. A longer one is refused with SignatureTooLarge."""


def begin_signature(
    pdf: bytes,
    field: str,
    chain: CertificateChain,
    *,
    profile: SigningProfile,
    signed_at: datetime,
    reason: str,
    location: str,
    appearance: StampAppearance,
    fill: Mapping[str, str] | None = None,
    validation_data: ValidationData | None = None,
    role: str | None = None,
) -> Begun:
    """Write the revision of `field` and compute what its key must sign; nothing is signed yet.

    The last signature of the profile takes number and date in `fill` (one value for each text
    field) and the `validation_data` of every signer: all of it stands under that signature.
    The others take neither. `signed_at` is printed and reported; the timestamp is the proof of
    time. `role` is what a person claims to sign as (`signing.claims`); a seal claims nothing.

    Raises DocumentUnreadable, FieldMissing, FieldTaken, OutOfOrder, DocumentChanged,
    RevocationUnavailable (the validation data is too old), ImageUnreadable, FontsMissing.
    """
    values = dict(fill or {})
    subject = describe(chain.leaf).subject
    check_turn(pdf, profile, field, values)
    if profile.is_last(field) != (validation_data is not None):
        raise ValueError("validation data goes into the last signature's revision, and only there")
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        if validation_data is not None:
            if signed_at > validation_data.usable_until:
                raise RevocationUnavailable(subject)
            fill_fields(writer, profile, values, appearance.fonts)
            _write_validation_data(writer, validation_data)
        signer = external_signer(chain)
        metadata = PdfSignatureMetadata(
            field_name=field,
            md_algorithm=DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            certify=profile.is_first(field),
            docmdp_permissions=permission_of(profile, field),
            reason=reason,
            location=location,
        )
        style = stamp_style(appearance, subject, signed_at)
        pdf_signer = PdfSigner(metadata, signer, stamp_style=style)
        return wait_for(_digest(pdf_signer, writer, field, chain, role))
    except PdfError as fault:
        raise DocumentUnreadable(f"Tệp PDF không ký tiếp được: {fault}.") from fault


def external_signer(chain: CertificateChain, signature: bytes | None = None) -> ExternalSigner:
    """pyHanko's signer that formats the container around a signature made elsewhere."""
    known = SimpleCertificateStore()
    known.register_multiple(parse(issuer) for issuer in chain.issuers)
    return ExternalSigner(parse(chain.leaf), known, signature, embed_roots=False)


async def _digest(
    signer: PdfSigner,
    writer: IncrementalPdfFileWriter,
    field: str,
    chain: CertificateChain,
    role: str | None,
) -> Begun:
    claimed = (role or "").encode()
    room = TOKEN_ROOM + sum(map(len, (chain.leaf, *chain.issuers, claimed)))
    prepared, _, out = await signer.async_digest_doc_for_signing(
        writer, existing_fields_only=True, bytes_reserved=2 * room
    )
    attributes = await signer.signer.signed_attrs(
        prepared.document_digest, DIGEST, attr_settings=claiming(role), use_pades=True
    )
    out.seek(0)
    return Begun(
        pdf=out.read(),
        field=field,
        document_digest=prepared.document_digest,
        gap_start=prepared.reserved_region_start,
        gap_end=prepared.reserved_region_end,
        attributes=attributes.dump(),
        chain=chain,
    )


def _write_validation_data(writer: IncrementalPdfFileWriter, data: ValidationData) -> None:
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=[parse(certificate) for certificate in data.certificates],
        ocsps=[ocsp.OCSPResponse.load(answer) for answer in data.ocsps],
        crls=[crl.CertificateList.load(answer) for answer in data.crls],
    )
