"""The attestation inside a result: who was allowed to sign, and why, for a stranger to read.

A JSON object, embedded before the first signature under the name `attestation.json`. This package
reads one part of it, by signature field, and demands it for every person; the rest belongs to
those who write it:

    {"signatures": {"LanhDao": {"capacity": "KT. CHỦ TỊCH", "instrument": "12/QĐ-UBND",
        "role": "KT. CHỦ TỊCH; 12/QĐ-UBND", "says": "Nguyễn Văn A, Phó Chủ tịch, ký thay Chủ tịch",
        "grounds": [{"says": "…", "valid_from": "2026-01-06T…Z", "valid_to": null}]}}, …}

Older files say neither role nor words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from signing.fields.read import value_at

ATTESTATION_NAME = "attestation.json"


class AttestationUnreadable(Exception):
    """There is none, there are several, or it does not say for every field what it must."""


@dataclass(frozen=True, slots=True)
class Said:
    """One ground in words, without an end, and when it held (None: without a limit)."""

    says: str
    valid_from: datetime | None
    valid_to: datetime | None


@dataclass(frozen=True, slots=True)
class Ground:
    """In which capacity a field is signed, and on which instrument that rests (None: the law).

    `role` is what the signature itself must claim; `says` is who signs for whom, and `grounds` on
    what that rests, in words for a stranger.
    """

    capacity: str
    instrument: str | None
    role: str | None = None
    says: str | None = None
    grounds: tuple[Said, ...] = ()


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
    capacity, grounds = raw["capacity"], raw.get("grounds", [])
    if not isinstance(capacity, str) or not isinstance(grounds, list):
        raise TypeError("capacity is a text, grounds a list")
    return Ground(
        capacity,
        _text(raw.get("instrument")),
        _text(raw.get("role")),
        _text(raw.get("says")),
        tuple(map(_said, grounds)),
    )


def _said(raw: dict[str, object]) -> Said:
    says = _text(raw["says"])
    if says is None:
        raise TypeError("a ground is said in words")
    return Said(says, _moment(raw.get("valid_from")), _moment(raw.get("valid_to")))


def _moment(raw: object) -> datetime | None:
    text = _text(raw)
    return None if text is None else datetime.fromisoformat(text)


def _text(raw: object) -> str | None:
    if not isinstance(raw, str | None):
        raise TypeError("a text or null")
    return raw
