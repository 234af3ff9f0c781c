"""Second half of a signature: check the raw signature, have it timestamped, embed, check all."""

from __future__ import annotations

from asn1crypto import cms
from pyhanko.sign.general import extract_signer_info

from signing.apply.begin import external_signer
from signing.apply.begun import Begun, digest_around
from signing.apply.self_check import document_holds
from signing.apply.timestamp import NO_TOKEN, Timestamper
from signing.errors import (
    DocumentChanged,
    SelfCheckFailed,
    SignatureTooLarge,
    TimestampUnavailable,
)
from signing.keys.certificate import check_raw_signature
from signing.keys.key import DIGEST
from signing.loop import wait_for
from signing.timestamp_token import read_token, token_holds


def finish_signature(begun: Begun, raw: bytes, timestamper: Timestamper) -> bytes:
    """The signed document, PAdES-B-T (with the validation data under a seal: B-LT).

    May be called again with the same arguments after TimestampUnavailable, hours later if need be.
    Raises WrongKey, DocumentChanged, TimestampUnavailable, SignatureTooLarge, SelfCheckFailed.
    """
    if digest_around(begun.pdf, begun.gap_start, begun.gap_end) != begun.document_digest:
        raise DocumentChanged
    check_raw_signature(begun.chain.leaf, raw, begun.attributes)
    try:
        container = wait_for(
            external_signer(begun.chain, raw).async_sign_prescribed_attributes(
                DIGEST,
                signed_attrs=cms.CMSAttributes.load(begun.attributes),
                timestamper=timestamper.client(),
            )
        )
        token = read_token(extract_signer_info(container["content"]))
        if token is None or not token_holds(token, raw):
            raise TimestampUnavailable(timestamper.url)
    except NO_TOKEN as fault:
        raise TimestampUnavailable(timestamper.url) from fault
    signed = _embed(begun, container.dump())
    if not document_holds(signed, begun.field):
        raise SelfCheckFailed
    return signed


def _embed(begun: Begun, container: bytes) -> bytes:
    """Lower-case hexadecimal digits, then only zeros: the one spelling that `verify` accepts, since
    the gap is the only part of a sealed file that no signature covers."""
    room = begun.gap_end - begun.gap_start - 2
    digits = container.hex().encode("ascii")
    if len(digits) > room:
        raise SignatureTooLarge(len(container), room // 2)
    value = b"<" + digits.ljust(room, b"0") + b">"
    return begun.pdf[: begun.gap_start] + value + begun.pdf[begun.gap_end :]
