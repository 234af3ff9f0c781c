"""What goes in and comes out of this package: plain, frozen, no library's types."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file embedded in the PDF before the first signature (PDF/A-3, ISO 19005-3, 6.8)."""

    name: str
    media_type: str
    content: bytes
    description: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A box that the template kept free; points from the top left corner, pages from 1."""

    name: str
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rendered:
    """A set document: PDF/A-3b without form fields, and where they will be."""

    pdf: bytes
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class CertificateChain:
    """A certificate and the ones above it that are known, all DER; roots may be left out."""

    leaf: bytes
    issuers: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class ValidationData:
    """All that a stranger needs to judge the certificates offline: certificates, OCSP, CRLs (DER).

    `usable_until` is the earliest next update among the answers: after it a seal must not be made
    with them; gather again.
    """

    certificates: tuple[bytes, ...]
    ocsps: tuple[bytes, ...]
    crls: tuple[bytes, ...]
    gathered_at: datetime
    usable_until: datetime

    def to_json(self) -> str:
        """For a row or a file; `from_json` reads it back."""

        def encoded(parts: Sequence[bytes]) -> list[str]:
            return [base64.b64encode(part).decode("ascii") for part in parts]

        return json.dumps(
            {
                "certificates": encoded(self.certificates),
                "ocsps": encoded(self.ocsps),
                "crls": encoded(self.crls),
                "gathered_at": self.gathered_at.isoformat(),
                "usable_until": self.usable_until.isoformat(),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> ValidationData:
        """What `to_json` wrote. ValueError or KeyError if it is anything else."""
        raw = json.loads(text)

        def decoded(key: str) -> tuple[bytes, ...]:
            return tuple(base64.b64decode(part, validate=True) for part in raw[key])

        return cls(
            certificates=decoded("certificates"),
            ocsps=decoded("ocsps"),
            crls=decoded("crls"),
            gathered_at=datetime.fromisoformat(raw["gathered_at"]),
            usable_until=datetime.fromisoformat(raw["usable_until"]),
        )
