"""The tamper-evident history: every Move leaves one entry, chained by hash.

The chain is over bytes, not over `jsonb`, because `jsonb` re-orders keys. People are named by id
and answers by hash, so that personal data can be erased without breaking the chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from engine.core.canonical import canonical
from engine.core.move import HistoryEntry

FIRST = bytes(32)
"""The `previous` of the first entry of a dossier."""


def chain(previous: bytes, canonical_bytes: bytes) -> bytes:
    """The hash of an entry: SHA-256 over the previous hash and the entry's canonical bytes."""
    return hashlib.sha256(previous + canonical_bytes).digest()


def enter(
    previous: bytes,
    *,
    kind: str,
    actor_id: UUID | None,
    task_id: UUID | None,
    tells: Mapping[str, Any],
) -> HistoryEntry:
    """Make the entry that follows `previous`. `tells` holds ids, hashes, codes and times only."""
    content = canonical({"kind": kind, "actor": actor_id, "task": task_id, **tells})
    return HistoryEntry(kind, actor_id, task_id, content, previous, chain(previous, content))
