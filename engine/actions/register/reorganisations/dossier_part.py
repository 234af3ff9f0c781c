"""One open dossier goes to the units that take it over, with its open tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from bpmn.values import Kind
from engine.actions.register.moves.pages import pages_dropped
from engine.actions.step import take
from engine.core.acts import Reorganised
from engine.core.authority_moves import Cause, TaskMove, Way, task_moves
from engine.core.dossier import Dossier, Surroundings, Task
from engine.core.performers import holders
from engine.core.reorganisation import Step, moved, taker
from engine.store.load_register import load_register
from engine.store.load_standing import load_standing


def take_over(
    session: Session, dossier_id: UUID, steps: tuple[Step, ...], cause: Cause, system_now: datetime
) -> bool:
    """False when it was theirs already. Raises Overtaken, NotFound, `performers.PartyUnknown`."""
    before, around, now = load_standing(session, dossier_id, system_now)
    dossier = moved(steps, before)
    if dossier == before:
        return False
    procedure = dossier.bundle.procedure.code_or_slug
    units = {dossier.unit_id, dossier.receiving_unit_id, *dossier.parties.values()}
    tasks = tuple(_at_taker(task, steps, procedure) for task in around.open_tasks)
    after = replace(
        around,
        register=load_register(session, procedure, units, around.register.epoch),
        open_tasks=tasks,
    )
    going = {task.id for task, was in zip(tasks, around.open_tasks, strict=True) if task != was}
    moves = task_moves(dossier, after, now)
    moves = (*moves, *_the_others(dossier, after, now, going - {m.task.id for m in moves}))
    act = Reorganised(
        moves=moves,
        cause=cause,
        unit_id=dossier.unit_id,
        receiving_unit_id=dossier.receiving_unit_id,
        parties=dossier.parties,
        former=(before.unit_id, before.receiving_unit_id),
        records=pages_dropped(session, dossier, after, now, moves),
    )
    take(session, dossier, act, after, now)
    return True


def _at_taker(task: Task, steps: tuple[Step, ...], procedure: str) -> Task:
    if task.unit_id is None:
        return task
    return replace(task, unit_id=taker(steps, task.unit_id, procedure) or task.unit_id)


def _the_others(
    dossier: Dossier, around: Surroundings, now: datetime, going: set[UUID]
) -> Iterator[TaskMove]:
    """Tasks that only stand in another unit now: those that nobody does by hand, and those whose
    people came along as they are."""
    for task in around.open_tasks:
        if task.id not in going:
            continue
        asked, incident = task.holders, task.incident
        if task.kind == Kind.MESSAGE and task.performer is not None:
            found = holders(
                dossier, around, dossier.facts, now, performer=task.performer, power=task.power
            )
            asked, incident = found.ids, found.incident
        yield TaskMove(task, Way.OTHERS, task.unit_id, asked, task.assignee_id, incident)
