"""The attestation inside a result: who was allowed to sign, and why, for a stranger to read.

A JSON object, embedded before the first signature under the name `attestation.json`. This package
reads one part of it, by signature field, and demands it for every person; the rest belongs to
those who write it:

    {"signatures": {"LanhDao": {"capacity": "KT. CHỦ TỊCH", "instrument": "Quyết định số …"}}, …}
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from signing.fields.read import value_at

ATTESTATION_NAME = "attestation.json"


class AttestationUnreadable(Exception):
    """There is none, there are several, or it does not say for every field what it must."""


@dataclass(frozen=True, slots=True)
class Ground:
    """In which capacity a field is signed, and on which instrument that rests (None: the law)."""

    capacity: str
    instrument: str | None


def read_attestation(reader: PdfFileReader) -> dict[str, Ground]:
    """The ground of each signature, by field. Raises AttestationUnreadable."""
    listed = value_at(reader.root, "/AF")
    files = [one.get_object() for one in listed] if isinstance(listed, generic.ArrayObject) else []
    found = [file for file in files if value_at(file, "/UF") == ATTESTATION_NAME]
    if len(found) != 1:
        raise AttestationUnreadable(f"{len(found)} attestations instead of one")
    try:
        signatures = json.loads(found[0]["/EF"]["/F"].data)["signatures"]
        return {str(field): _ground(raw) for field, raw in signatures.items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise AttestationUnreadable(str(fault)) from fault


def _ground(raw: dict[str, object]) -> Ground:
    capacity, instrument = raw["capacity"], raw.get("instrument")
    if not isinstance(capacity, str) or not isinstance(instrument, str | None):
        raise TypeError("capacity is a text, instrument a text or null")
    return Ground(capacity, instrument)
