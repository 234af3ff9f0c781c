"""Where timestamps come from (RFC 3161)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pyhanko.sign.general import extract_certificate_info
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.sign.timestamps.aiohttp_client import HTTPTimeStamper

from signing.errors import TimestampUnavailable
from signing.keys.key import DIGEST
from signing.loop import wait_for
from signing.values import CertificateChain

# Whatever cannot be read in a stranger's answer is the service's failure. pyHanko fails with
# AttributeError where it means to say that the nonce is not ours.
NO_TOKEN = (
    *(TimeoutError, TimestampRequestError),
    *(ValueError, KeyError, TypeError, AttributeError),
)


@dataclass(frozen=True, slots=True)
class Timestamper:
    """A timestamp service. `timeout` in seconds, for one token; `headers` go with each request."""

    url: str
    timeout: float = 5.0
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def client(self) -> HTTPTimeStamper:
        """pyHanko's client; a new one each time, it keeps state between requests."""
        return HTTPTimeStamper(self.url, timeout=self.timeout, headers=dict(self.headers))

    def chain(self) -> CertificateChain:
        """The service's own chain, out of a token for nothing: who closes a document with the
        only signature writes its evidence before there is a timestamp in it.

        Raises TimestampUnavailable.
        """
        try:
            token = wait_for(self.client().async_dummy_response(DIGEST))
            found = extract_certificate_info(token["content"])
        except NO_TOKEN as fault:
            raise TimestampUnavailable(self.url) from fault
        others = tuple(other.dump() for other in found.other_certs)
        return CertificateChain(found.signer_cert.dump(), others)
