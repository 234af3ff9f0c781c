"""Which signatures a document of ours carries."""

from __future__ import annotations

from engine.core.procedure import DocumentSpec
from signing.profile import MINUTES, RESULT, SigningProfile


def profile_of(spec: DocumentSpec) -> SigningProfile:
    """Signature, number and seal; or, where nothing seals it, one signature with its date."""
    return RESULT if spec.seal else MINUTES
