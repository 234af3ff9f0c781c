"""Ask the certificate authorities: OCSP first (RFC 6960), else the CRL (RFC 5280, 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

import aiohttp
from asn1crypto import x509
from pyhanko_certvalidator.authority import AuthorityWithCert
from pyhanko_certvalidator.errors import CRLFetchError, OCSPFetchError
from pyhanko_certvalidator.fetchers.aiohttp_fetchers.crl_client import AIOHttpCRLFetcher
from pyhanko_certvalidator.fetchers.aiohttp_fetchers.ocsp_client import AIOHttpOCSPFetcher

from signing.errors import RevocationUnavailable
from signing.keys.certificate import describe, parse
from signing.loop import wait_for


@dataclass(frozen=True, slots=True)
class Fetcher:
    """How to ask: `timeout` in seconds for each request, `headers` sent with each."""

    timeout: float = 5.0
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Answers:
    """OCSP responses and CRLs, DER, each once."""

    ocsps: tuple[bytes, ...]
    crls: tuple[bytes, ...]


def fetch_answers(paths: list[tuple[bytes, ...]], fetch: Fetcher) -> Answers:
    """Answers about every certificate below the roots of `paths` (each root first).

    A certificate that names no place to ask is passed over. Raises RevocationUnavailable for the
    first one that names some of which none answers.
    """
    pairs = {(below, above) for path in paths for above, below in pairwise(path)}
    return wait_for(_ask_all(sorted(pairs), fetch))


async def _ask_all(pairs: list[tuple[bytes, bytes]], fetch: Fetcher) -> Answers:
    ocsps: set[bytes] = set()
    crls: set[bytes] = set()
    async with aiohttp.ClientSession(headers=dict(fetch.headers)) as session:
        ask_ocsp = AIOHttpOCSPFetcher(session, per_request_timeout=fetch.timeout)
        ask_crl = AIOHttpCRLFetcher(session, per_request_timeout=fetch.timeout)
        for below, above in pairs:
            subject, issuer = parse(below), AuthorityWithCert(parse(above))
            try:
                if subject.ocsp_urls:
                    ocsps.add((await ask_ocsp.fetch(subject, issuer)).dump())
                    continue
            except (OCSPFetchError, TimeoutError, ValueError) as fault:
                if not _has_crl(subject):
                    raise RevocationUnavailable(describe(below).subject) from fault
            try:
                crls.update(found.dump() for found in await ask_crl.fetch(subject))
            except (CRLFetchError, TimeoutError, ValueError) as fault:
                raise RevocationUnavailable(describe(below).subject) from fault
    return Answers(tuple(sorted(ocsps)), tuple(sorted(crls)))


def _has_crl(certificate: x509.Certificate) -> bool:
    return bool(certificate.crl_distribution_points)
