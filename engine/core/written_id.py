"""Ids as forms, addresses and rows write them."""

from __future__ import annotations

from uuid import UUID


def written_id(text: str | None) -> UUID | None:
    """The id, or None for what is none: whatever a browser sends may stand here."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
