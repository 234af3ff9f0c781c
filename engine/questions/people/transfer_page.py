"""Before a transfer: the open tasks of the seat that is left, and who of the unit may take them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.questions.people.keeping import asked, holds_at
from engine.questions.people.task_lines import TaskLine, task_lines
from engine.store.passings import TRANSFER, tasks_to_pass
from engine.store.records import (
    AppointmentRow,
    PersonRow,
    PositionRow,
    TaskPassingRow,
)
from engine.store.register_changes import current


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the unit, with the seat they hold there."""

    person_id: UUID
    full_name: str
    title: str


@dataclass(frozen=True, slots=True)
class TransferPage:
    """`tasks` lie with the person now; those of signing return to the queue in any case."""

    tasks: tuple[TaskLine, ...]
    colleagues: tuple[Colleague, ...]


def transfer_page(outside: Outside, actor: Actor, appointment_id: UUID) -> TransferPage:
    """Raises NotYours, NotFound."""
    with asked(outside, actor) as (session, now):
        post = current(session, AppointmentRow, appointment_id)
        seat = current(session, PositionRow, post.position_id)
        # The same run that the transfer will keep, only asked what it would move today.
        run = TaskPassingRow(
            id=uuid4(), ground=TRANSFER, ground_id=post.id, person_id=post.person_id, at=now,
            asked_at=now, stayed=[],
        )  # fmt: skip
        rows = session.execute(
            select(PersonRow.id, PersonRow.full_name, PositionRow.title)
            .join(AppointmentRow, AppointmentRow.person_id == PersonRow.id)
            .join(PositionRow, PositionRow.id == AppointmentRow.position_id)
            .where(
                PersonRow.recorded_to.is_(None),
                PersonRow.id != post.person_id,
                PositionRow.unit_id == seat.unit_id,
                holds_at(AppointmentRow, now),
                holds_at(PositionRow, now),
            )
            .order_by(PersonRow.name_key.collate("C"))
        )
        colleagues = {row.id: Colleague(*row) for row in rows}
        return TransferPage(
            task_lines(session, tasks_to_pass(session, run, now)), tuple(colleagues.values())
        )
