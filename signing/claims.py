"""What a signer claims in the signature itself: proof of approval, and in which role.

Signed attributes of ETSI EN 319 122-1: commitment-type-indication (5.2.3) "proof of approval" and
signer-attributes-v2 (5.2.6.1) with one claimed attribute, the title (X.520, 6.4.3): the lines of
the signature block and the instrument. So the capacity is signed with the bytes, beside the
attestation that stands in them.
"""

from __future__ import annotations

from dataclasses import dataclass

from asn1crypto import cms, core
from pyhanko.sign.ades.api import CAdESSignedAttrSpec, GenericCommitment, SignerAttrSpec
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

_TITLE = "2.5.4.12"
_APPROVAL = "proof_of_approval"


@dataclass(frozen=True, slots=True)
class Claims:
    """Read from a signature: `role` None where none is claimed."""

    role: str | None
    approves: bool


def claiming(role: str | None) -> PdfCMSSignedAttributes:
    """The attributes of a signature that approves in this role; None claims nothing (a seal)."""
    if role is None:
        return PdfCMSSignedAttributes()
    title = cms.AttCertAttribute(
        {"type": _TITLE, "values": cms.SetOfAny([core.Any(core.UTF8String(role))])}
    )
    return PdfCMSSignedAttributes(
        cades_signed_attrs=CAdESSignedAttrSpec(
            commitment_type=GenericCommitment.PROOF_OF_APPROVAL.asn1,
            signer_attributes=SignerAttrSpec(claimed_attrs=[title], certified_attrs=[]),
        )
    )


def read_claims(signer: cms.SignerInfo) -> Claims:
    """What this signature claims. ValueError and the like if an attribute is malformed."""
    found = {attribute["type"].native: attribute["values"] for attribute in signer["signed_attrs"]}
    approves = any(
        value["commitment_type_id"].native == _APPROVAL
        for value in found.get("commitment_type", ())
    )
    titles = [
        title.native
        for value in found.get("signer_attributes_v2", ())
        for claimed in value["claimed_attributes"]
        if claimed["type"].dotted == _TITLE
        for title in claimed["values"]
    ]
    return Claims(str(titles[0]) if titles else None, approves)
