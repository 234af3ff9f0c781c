"""How an officer likes their desk."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.store.records import DeskHabitRow


def habit_of(session: Session, person_id: UUID) -> tuple[bool, str | None]:
    """Whether to print at once, and what was taken in last."""
    row = session.get(DeskHabitRow, person_id)
    return (False, None) if row is None else (row.print_at_once, row.procedure)


def put_habit(session: Session, person_id: UUID, print_at_once: bool, procedure: str) -> None:
    """Remember both."""
    said = {"print_at_once": print_at_once, "procedure": procedure}
    row = insert(DeskHabitRow).values(person_id=person_id, **said)
    session.execute(row.on_conflict_do_update(index_elements=[DeskHabitRow.person_id], set_=said))
