"""The mathematics of one signature, without any trust: digest, raw signature, timestamp imprint."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel

from signing.timestamp_token import read_token, token_holds


def signature_holds(signature: EmbeddedPdfSignature) -> bool:
    """Whether the bytes it covers are the ones that its own certificate's key signed."""
    intact, valid = validate_sig_integrity(
        signature.signer_info, signature.signer_cert, "data", signature.compute_digest()
    )
    return bool(intact and valid)


def document_holds(pdf: bytes, field: str) -> bool:
    """Whether the signature in `field` holds, is timestamped, and is the last thing in the file."""
    signatures = list(PdfFileReader(BytesIO(pdf)).embedded_signatures)
    if not signatures or signatures[-1].field_name != field:
        return False
    latest = signatures[-1]
    if latest.evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
        return False
    token = read_token(latest.signer_info)
    if token is None or not signature_holds(latest):
        return False
    return token_holds(token, latest.signer_info["signature"].native)
