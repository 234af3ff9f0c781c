"""What a person has seen of tasks and put aside: upserts of their own rows."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.core.move import TaskRef
from engine.store.records import TaskViewRow


def note_seen(session: Session, person_id: UUID, ref: TaskRef, at: datetime) -> None:
    """The person opened the task."""
    _write(session, person_id, ref, seen_at=at)


def note_snoozed(session: Session, person_id: UUID, ref: TaskRef, until: datetime | None) -> None:
    """The person put the task aside until then; None takes it back."""
    _write(session, person_id, ref, snoozed_until=until)


def _write(session: Session, person_id: UUID, ref: TaskRef, **changed: datetime | None) -> None:
    keys = {"person_id": person_id, "dossier_id": ref.dossier_id, "task_id": ref.task_id}
    session.execute(
        insert(TaskViewRow)
        .values(**keys, **changed)
        .on_conflict_do_update(index_elements=list(keys), set_=changed)
    )
