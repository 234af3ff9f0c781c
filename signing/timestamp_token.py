"""The timestamp token of a signature (RFC 3161; ETSI EN 319 122-1, 5.3): its time, its proof."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms
from pyhanko.sign.general import extract_certificate_info, extract_signer_info
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, validate_sig_integrity

from signing.keys.key import DIGEST
from signing.values import CertificateChain


@dataclass(frozen=True, slots=True)
class TimestampToken:
    """A token as found in a signature."""

    time: datetime
    """When the service saw the signature value; with zone."""
    chain: CertificateChain
    signed_data: cms.SignedData


def read_token(signer: cms.SignerInfo) -> TimestampToken | None:
    """The first token of this signature, or None. ValueError and the like if it is malformed."""
    data = next(iter(extract_tst_data_iter(signer, signed=False)), None)
    if data is None:
        return None
    found = extract_certificate_info(data)
    return TimestampToken(
        time=data["encap_content_info"]["content"].parsed["gen_time"].native,
        chain=CertificateChain(
            found.signer_cert.dump(), tuple(other.dump() for other in found.other_certs)
        ),
        signed_data=data,
    )


def token_holds(token: TimestampToken, signature_value: bytes) -> bool:
    """Whether the token was given for this value and is signed by the certificate it carries."""
    content = token.signed_data["encap_content_info"]["content"]
    imprint = content.parsed["message_imprint"]
    if imprint["hash_algorithm"]["algorithm"].native != DIGEST:
        return False
    if imprint["hashed_message"].native != hashlib.new(DIGEST, signature_value).digest():
        return False
    signer = extract_signer_info(token.signed_data)
    algorithm = signer["digest_algorithm"]["algorithm"].native
    intact, valid = validate_sig_integrity(
        signer,
        extract_certificate_info(token.signed_data).signer_cert,
        "tst_info",
        hashlib.new(algorithm, bytes(content)).digest(),
    )
    return bool(intact and valid)
