"""Revocation evidence for everybody who signs a document: gathered before the seal."""

from __future__ import annotations

from datetime import timedelta

from engine.actions.documents.ready import Ready
from engine.outside.outside import Outside
from signing.validation_data.gather import chains_in, gather
from signing.values import CertificateChain, ValidationData

MARGIN = timedelta(minutes=5)
"""Evidence must outlive the seal by this much, or it is gathered anew."""


def fresh_evidence(outside: Outside, ready: Ready, seal: CertificateChain) -> ValidationData:
    """The evidence that the worker gathered after the signature, or fresh one if it is stale.

    Raises `signing.errors.RevocationUnavailable` and the refusals of a certificate.
    """
    kept = ready.document.evidence_sha256
    if kept is not None:
        data = ValidationData.from_json(outside.files.get(kept).decode("utf-8"))
        if data.usable_until > ready.now + MARGIN and seal.leaf in data.certificates:
            return data
    signed = outside.files.get(ready.shown_sha256)
    return gather(
        (seal, *chains_in(signed)),
        trust_roots=outside.services.roots(),
        fetch=outside.services.fetcher(ready.now),
        at=ready.now,
    )
