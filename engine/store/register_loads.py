"""Which file the register was filled from, by whom, and what it changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from engine.core.register_file.changes import Changes, Kind
from engine.errors import NotFound
from engine.say import in_vietnamese, say
from engine.store.records import RegisterLoadRow

_MOST = 50
"""Changes of each kind that are kept in words."""
_KINDS = (Kind.NEW, Kind.CORRECTED, Kind.ENDED)


def note_load(session: Session, name: str, sha256: str, now: datetime, changes: Changes) -> None:
    """A file that was taken in at once, on the command line."""
    row = _row(name, sha256, now, changes)
    row.loaded_at = now
    session.add(row)
    session.flush()


def note_brought(
    session: Session, name: str, sha256: str, by_id: UUID, now: datetime, changes: Changes
) -> UUID:
    """A file that waits for a second registrar."""
    row = _row(name, sha256, now, changes)
    row.brought_by_id = by_id
    session.add(row)
    return row.id


def load_of(session: Session, load_id: UUID) -> RegisterLoadRow:
    """Raises NotFound."""
    row = session.get(RegisterLoadRow, load_id)
    if row is None:
        raise NotFound(say("Không có lần nạp danh mục này."))
    return row


@in_vietnamese()
def told_of(changes: Changes) -> dict[str, Any]:
    """`counts`: records by table and kind; `told`: the first changes of each kind, in words."""
    return {
        "counts": {
            table: {str(kind): number for kind, number in counts.items()}
            for table, counts in changes.counts.items()
            if any(counts.values())
        },
        "told": {str(kind): changes.of(kind, _MOST) for kind in _KINDS},
    }


def _row(name: str, sha256: str, now: datetime, changes: Changes) -> RegisterLoadRow:
    return RegisterLoadRow(
        id=uuid4(), file_name=name, file_sha256=sha256, brought_at=now, changed=told_of(changes)
    )
