"""What people are typing: kept for the person who types, until the task is closed.

Drafts are personal, not a dossier's rows: no Move writes them and no history tells of them. The
Move that closes a task deletes all of its drafts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from engine.core.move import TaskRef
from engine.store.records import DraftRow

COMMENT = "comment"
"""The form in which one writes to colleagues. It belongs to no task: the dossier's own id stands
in the place of a task's, and no closed task deletes it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One form as it was typed: fields by their names on the page."""

    content: Mapping[str, Any]
    saved_at: datetime


def keep_draft(
    session: Session,
    person_id: UUID,
    ref: TaskRef,
    form: str,
    content: Mapping[str, object],
    now: datetime,
) -> None:
    """The person's draft of this form; a later one replaces it."""
    row = insert(DraftRow).values(
        person_id=person_id,
        dossier_id=ref.dossier_id,
        task_id=ref.task_id,
        form=form,
        content=dict(content),
        saved_at=now,
    )
    session.execute(
        row.on_conflict_do_update(
            index_elements=["person_id", "dossier_id", "task_id", "form"],
            set_={"content": row.excluded.content, "saved_at": row.excluded.saved_at},
        )
    )


def draft_of(session: Session, person_id: UUID, ref: TaskRef, form: str) -> Draft | None:
    """What the person typed in this form and has not sent."""
    row = session.execute(
        select(DraftRow.content, DraftRow.saved_at).where(
            DraftRow.person_id == person_id,
            DraftRow.dossier_id == ref.dossier_id,
            DraftRow.task_id == ref.task_id,
            DraftRow.form == form,
        )
    ).one_or_none()
    return None if row is None else Draft(row.content, row.saved_at)


def forget_draft(session: Session, person_id: UUID, ref: TaskRef, form: str) -> None:
    """The person begins this form anew."""
    session.execute(
        delete(DraftRow).where(
            DraftRow.person_id == person_id,
            DraftRow.dossier_id == ref.dossier_id,
            DraftRow.task_id == ref.task_id,
            DraftRow.form == form,
        )
    )
