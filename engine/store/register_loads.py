"""Which file the register was filled from, by whom."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from engine.core.register_file.changes import Changes, Kind
from engine.store.records import RegisterLoadRow


def note_load(session: Session, name: str, sha256: str, now: datetime, changes: Changes) -> UUID:
    """A file that was taken in at once, on the command line."""
    row = RegisterLoadRow(
        id=uuid4(),
        file_name=name,
        file_sha256=sha256,
        brought_at=now,
        loaded_at=now,
        changed=counted(changes),
    )
    session.add(row)
    session.flush()
    return row.id


def counted(changes: Changes) -> dict[str, dict[str, int]]:
    """How many records of each table are new, corrected, ended."""
    return {
        table: {str(kind): number for kind, number in counts.items() if kind is not Kind.UNCHANGED}
        for table, counts in changes.counts.items()
        if any(number for kind, number in counts.items() if kind is not Kind.UNCHANGED)
    }
