"""Runs over the tasks of a person who is away or goes to another post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from engine.core.move import TaskRef
from engine.store.records import (
    AppointmentRow,
    CandidateRow,
    PassedTaskRow,
    TaskPassingRow,
    TaskRow,
)
from engine.store.register_reach import known

ABSENCE, TRANSFER = "absence", "transfer"


def due_passings(session: Session, now: datetime) -> Sequence[UUID]:
    """The runs whose moment has come and that are not through, the oldest first."""
    return session.scalars(
        select(TaskPassingRow.id)
        .where(TaskPassingRow.done_at.is_(None), TaskPassingRow.at <= now)
        .order_by(TaskPassingRow.at, TaskPassingRow.id)
    ).all()


def take_passing(session: Session, passing_id: UUID) -> TaskPassingRow | None:
    """The run, locked until the commit; None when it is through or another has it."""
    return session.scalars(
        select(TaskPassingRow)
        .where(TaskPassingRow.id == passing_id, TaskPassingRow.done_at.is_(None))
        .with_for_update(skip_locked=True)
    ).first()


def passing_of(session: Session, ground_id: UUID) -> TaskPassingRow | None:
    """The run of an absence, or of the appointment that a transfer ends."""
    return session.scalars(
        select(TaskPassingRow).where(TaskPassingRow.ground_id == ground_id)
    ).first()


def tasks_to_pass(session: Session, run: TaskPassingRow, now: datetime) -> Sequence[TaskRef]:
    """What lies with the person now and has not been looked at by this run: of an absence also
    what the queue of their seats alone would ask them.

    What they took up themselves while they were away stays with them.
    """
    seats = seats_of_run(session, run, now)
    passed = select(PassedTaskRow.task_id).where(PassedTaskRow.passing_id == run.id)
    stayed = [UUID(each[1]) for each in run.stayed]
    rows = session.execute(
        select(TaskRow.dossier_id, TaskRow.id)
        .where(
            TaskRow.status == "open",
            _lies_there(run, seats, now),
            TaskRow.id.not_in(passed),
            TaskRow.id.not_in(stayed),
        )
        .order_by(TaskRow.dossier_id, TaskRow.id)
    )
    return [TaskRef(*row) for row in rows]


def note_passed(session: Session, run: TaskPassingRow, ref: TaskRef, now: datetime) -> None:
    """It has gone."""
    session.add(
        PassedTaskRow(passing_id=run.id, opened_id=ref.dossier_id, task_id=ref.task_id, at=now)
    )
    run.moved += 1


def note_stayed(run: TaskPassingRow, ref: TaskRef, code: str, why: str) -> None:
    """It could not go, and why."""
    run.stayed = [*run.stayed, [str(ref.dossier_id), str(ref.task_id), code, why]]


def seats_of_run(session: Session, run: TaskPassingRow, now: datetime) -> Sequence[UUID]:
    """The seats that it is about: the one that a transfer leaves, or all that the person holds."""
    post = AppointmentRow
    if run.ground == TRANSFER:
        which: ColumnElement[bool] = post.id == run.ground_id
    else:
        still = or_(post.valid_to.is_(None), post.valid_to > now)
        which = (post.person_id == run.person_id) & (post.valid_from <= now) & still
    return session.scalars(select(post.position_id).where(known(post, None), which)).all()


def _lies_there(run: TaskPassingRow, seats: Sequence[UUID], now: datetime) -> ColumnElement[bool]:
    asked = select(CandidateRow.task_id).where(
        CandidateRow.dossier_id == TaskRow.dossier_id, CandidateRow.task_id == TaskRow.id
    )
    on_the_desk = (TaskRow.assignee_id == run.person_id) & or_(
        TaskRow.assigned_at <= run.at, TaskRow.assigned_at == TaskRow.opened_at
    )
    if run.ground == TRANSFER:
        return on_the_desk & asked.where(CandidateRow.holder_id.in_(seats)).exists()
    mine = CandidateRow.holder_id.in_([*seats, run.person_id])
    others = asked.join(
        AppointmentRow,
        (AppointmentRow.position_id == CandidateRow.holder_id) & _held_by_another(run, now),
    )
    theirs_alone = asked.where(mine).exists() & ~others.exists()
    return on_the_desk | (TaskRow.assignee_id.is_(None) & theirs_alone)


def _held_by_another(run: TaskPassingRow, now: datetime) -> ColumnElement[bool]:
    post = AppointmentRow
    still = or_(post.valid_to.is_(None), post.valid_to > now)
    return and_(known(post, None), post.person_id != run.person_id, post.valid_from <= now, still)
