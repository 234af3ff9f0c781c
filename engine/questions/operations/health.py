"""Is this process alive, and can it serve?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from engine.errors import ServiceDown
from engine.outside.outside import Outside
from engine.store.database import current_revision, expected_revision


@dataclass(frozen=True, slots=True)
class Ready:
    """`ok` when the database answers at this code's revision; the queue may be away (`queue`
    false): then work is picked up by the workers' own look, a second later."""

    ok: bool
    database: bool
    migrated: bool
    queue: bool


def health(outside: Outside) -> Mapping[str, str]:
    """Answers while the process lives; looks at nothing."""
    return {"status": "ok"}


def ready(outside: Outside) -> Ready:
    """Looks at database, revision and queue."""
    queue = outside.queue.reachable()
    try:
        with outside.sessions.begin() as session:
            session.execute(text("SELECT 1"))
            migrated = current_revision(session) == expected_revision()
    except (ServiceDown, SQLAlchemyError):
        return Ready(ok=False, database=False, migrated=False, queue=queue)
    return Ready(ok=migrated, database=True, migrated=migrated, queue=queue)
