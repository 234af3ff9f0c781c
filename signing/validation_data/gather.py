"""Gather what the document must carry so that it can be judged offline, in ten years too.

Done before the seal, over every signer and the timestamp service, because the seal signs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from asn1crypto import crl, ocsp
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader

from signing.errors import DocumentUnreadable, RevocationUnavailable
from signing.keys.certificate import describe
from signing.timestamp_token import read_token
from signing.validation_data.chain import check_chain
from signing.validation_data.fetch import Answers, Fetcher, fetch_answers
from signing.values import CertificateChain, ValidationData


def gather(
    chains: Sequence[CertificateChain],
    *,
    trust_roots: Sequence[bytes],
    fetch: Fetcher,
    at: datetime,
) -> ValidationData:
    """Fetch fresh answers about these certificates and all above them, and judge them at `at`, now.

    For a seal, `chains` are the seal's own and those of `chains_in(document)`. Blocks up to the
    fetcher's timeout for each answer; never call it inside a transaction. Raises
    RevocationUnavailable (try again), CertificateRevoked, CertificateExpired,
    CertificateNotYetValid, ChainUntrusted.
    """
    paths = [check_chain(chain, trust_roots, at, None) for chain in chains]
    answers = fetch_answers(paths, fetch)
    everyone = sorted({certificate for path in paths for certificate in path})
    data = ValidationData(
        certificates=tuple(everyone),
        ocsps=answers.ocsps,
        crls=answers.crls,
        gathered_at=at,
        usable_until=_usable_until(answers, chains, at),
    )
    for chain in chains:
        check_chain(chain, trust_roots, at, data)
    return data


def chains_in(pdf: bytes) -> tuple[CertificateChain, ...]:
    """The chains of every signer of a signed document and of their timestamps, each leaf once.

    Raises DocumentUnreadable.
    """
    found: dict[bytes, CertificateChain] = {}
    try:
        for signature in PdfFileReader(BytesIO(pdf)).embedded_regular_signatures:
            leaf = signature.signer_cert.dump()
            others = tuple(other.dump() for other in signature.other_embedded_certs)
            found.setdefault(leaf, CertificateChain(leaf, others))
            token = read_token(signature.signer_info)
            if token is not None:
                found.setdefault(token.chain.leaf, token.chain)
    except (PdfError, ValueError, KeyError, TypeError) as fault:
        raise DocumentUnreadable("Không đọc được các chữ ký có sẵn trong tệp PDF.") from fault
    return tuple(found.values())


def _usable_until(answers: Answers, chains: Sequence[CertificateChain], at: datetime) -> datetime:
    """The earliest next update. An answer without one says nothing about tomorrow: refused."""
    ends: list[datetime | None] = []
    for answer in answers.ocsps:
        response = ocsp.OCSPResponse.load(answer).response_data
        ends.extend(single["next_update"].native for single in response["responses"])
    for answer in answers.crls:
        ends.append(crl.CertificateList.load(answer)["tbs_cert_list"]["next_update"].native)
    known = [end for end in ends if end is not None]
    if len(known) < len(ends) or not known:
        raise RevocationUnavailable(describe(chains[0].leaf).subject)
    return min(known)
