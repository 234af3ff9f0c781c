"""Whether a person is, or was, asked to do something in a dossier."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from engine.store.records import CandidateRow, TaskRow


def is_asked(session: Session, dossier_id: UUID, person_id: UUID, seats: Iterable[UUID]) -> bool:
    """A task of the dossier is open to one of the person's seats or to them by name, or they
    have it, or have done it."""
    holder = exists().where(
        CandidateRow.dossier_id == dossier_id,
        CandidateRow.holder_id.in_((person_id, *seats)),
    )
    doer = exists().where(
        TaskRow.dossier_id == dossier_id,
        or_(TaskRow.assignee_id == person_id, TaskRow.closed_by_id == person_id),
    )
    return bool(session.scalar(select(or_(holder, doer))))
