"""A signature between its two halves: plain values that survive a restart.

The document with its reserved gap goes to the file store, the rest into a row; `finish_signature`
needs both and nothing else, in any process and at any later time.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass

from signing.errors import DocumentChanged
from signing.keys.key import DIGEST
from signing.values import CertificateChain


@dataclass(frozen=True, slots=True)
class Begun:
    """What is signed, and where the signature will go."""

    pdf: bytes
    """The document with `<000…>` in the gap."""
    field: str
    document_digest: bytes
    """SHA-256 over all bytes but the gap (ISO 32000-1, 12.8.1, ByteRange)."""
    gap_start: int
    """Offset of `<`."""
    gap_end: int
    """Offset after `>`."""
    attributes: bytes
    """The signed attributes, DER (ETSI EN 319 142-1, 6.3): this is what the key signs."""
    chain: CertificateChain

    @property
    def hash_to_sign(self) -> bytes:
        """SHA-256 of the attributes, for keys that want the digest alone."""
        return hashlib.new(DIGEST, self.attributes).digest()

    def to_row(self) -> str:
        """Everything but the document, as JSON."""
        return json.dumps(
            {
                "field": self.field,
                "document_digest": self.document_digest.hex(),
                "gap": [self.gap_start, self.gap_end],
                "attributes": _encoded(self.attributes),
                "leaf": _encoded(self.chain.leaf),
                "issuers": [_encoded(issuer) for issuer in self.chain.issuers],
            }
        )

    @classmethod
    def from_row(cls, row: str, pdf: bytes) -> Begun:
        """What `to_row` wrote, with its document. Raises DocumentChanged if it is another one."""
        raw = json.loads(row)
        start, end = raw["gap"]
        begun = cls(
            pdf=pdf,
            field=raw["field"],
            document_digest=bytes.fromhex(raw["document_digest"]),
            gap_start=start,
            gap_end=end,
            attributes=base64.b64decode(raw["attributes"]),
            chain=CertificateChain(
                base64.b64decode(raw["leaf"]),
                tuple(base64.b64decode(issuer) for issuer in raw["issuers"]),
            ),
        )
        if digest_around(pdf, start, end) != begun.document_digest:
            raise DocumentChanged
        return begun


def digest_around(pdf: bytes, gap_start: int, gap_end: int) -> bytes:
    """SHA-256 of the document without the gap."""
    digest = hashlib.new(DIGEST, memoryview(pdf)[:gap_start])
    digest.update(memoryview(pdf)[gap_end:])
    return digest.digest()


def _encoded(part: bytes) -> str:
    return base64.b64encode(part).decode("ascii")
