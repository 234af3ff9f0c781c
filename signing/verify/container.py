"""The parts of a seal's container that neither the seal nor its timestamp signs.

A signature's value stands in the gap, which no signature covers, and CMS (RFC 5652, 5.1) signs only
some of it: the certificates beside it, the versions and the list of digests could be altered
without any effect. That is not shown either, but "valid" should mean that nothing was touched.
"""

from __future__ import annotations

from collections.abc import Sequence

from asn1crypto import algos, cms
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation import EmbeddedPdfSignature

from signing.timestamp_token import read_token

_PLAIN_VERSIONS = {"data": "v1", "tst_info": "v3"}
"""RFC 5652, 5.1: 1 for plain data, 3 for every other content; the signers' own are 1 (5.3)."""


def is_untouched(signatures: Sequence[EmbeddedPdfSignature], stored: Sequence[bytes]) -> bool:
    """Whether the last signature's container carries only certificates that the seal covers (in
    `stored`, the document's own, or in earlier signatures), and is otherwise spelled plainly."""
    *earlier, last = signatures
    covered = {*stored, last.signer_cert.dump()}
    for signature in earlier:
        for container in _containers(signature):
            covered.update(_certificates(container))
    return all(
        _is_plain(container) and covered.issuperset(_certificates(container))
        for container in _containers(last)
    )


def _containers(signature: EmbeddedPdfSignature) -> list[cms.SignedData]:
    token = read_token(signature.signer_info)
    return [signature.signed_data] + ([token.signed_data] if token else [])


def _certificates(container: cms.SignedData) -> list[bytes]:
    return [choice.chosen.dump() for choice in container["certificates"]]


def _is_plain(container: cms.SignedData) -> bool:
    signer = extract_signer_info(container)
    used = signer["digest_algorithm"]
    name = used["algorithm"].native
    spellings = {
        algos.DigestAlgorithm({"algorithm": name}).dump(),
        algos.DigestAlgorithm({"algorithm": name, "parameters": None}).dump(),
    }
    listed = [algorithm.dump() for algorithm in container["digest_algorithms"]]
    content_type = container["encap_content_info"]["content_type"].native
    return (
        container["version"].native == _PLAIN_VERSIONS[content_type]
        and signer["version"].native == "v1"
        and used.dump() in spellings
        and len(listed) == 1
        and listed[0] in spellings
    )
