"""What may be done with several chosen tasks at once, and what they are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import cast, exists, or_, select
from sqlalchemy.dialects.postgresql import TSQUERY

from engine.actions.actor import Actor
from engine.actions.tasks.assign import may_assign
from engine.core.dossier import Dossier, Surroundings, Task
from engine.core.move import TaskRef
from engine.core.procedure import attributes_of
from engine.core.vietnamese import name_key
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.reach import require_reach, seats
from engine.questions.task.ways import candidates
from engine.store.dossier_search import units_query
from engine.store.load_standing import load_standing
from engine.store.records import CandidateRow, DossierRow, DossierSearchRow, TaskRow
from engine.store.time import read_time


@dataclass(frozen=True, slots=True)
class Receiver:
    """A person who may be given `tasks` of those chosen."""

    person_id: UUID
    name: str
    title: str
    tasks: int


@dataclass(frozen=True, slots=True)
class Target:
    """A step to which all of those chosen may go back."""

    path: str
    step_name: str


@dataclass(frozen=True, slots=True)
class Label:
    """How a dossier of the answer is called."""

    code: str
    applicant_name: str


def receivers(outside: Outside, actor: Actor, refs: Sequence[TaskRef]) -> tuple[Receiver, ...]:
    """Those to whom the reader may give some of these tasks, who may get the most first."""
    found: dict[UUID, tuple[str, str]] = {}
    counts: Counter[UUID] = Counter()
    for dossier, task, around, now in _standing(outside, actor, refs):
        if may_assign(actor, task, dossier, around, now):
            for each in candidates(around.register, task.holders, now):
                found[each.person_id] = (each.name, each.title)
                counts[each.person_id] += 1
    people = [Receiver(id_, name, title, counts[id_]) for id_, (name, title) in found.items()]
    return tuple(sorted(people, key=lambda p: (-p.tasks, name_key(p.name))))


def targets(outside: Outside, actor: Actor, refs: Sequence[TaskRef]) -> tuple[Target, ...]:
    """Where all of these may go back to; nothing when they stand at different steps."""
    steps: dict[str, str] = {}
    places: set[tuple[str, str]] = set()
    for dossier, task, _, _ in _standing(outside, actor, refs):
        places.add((dossier.bundle.sha256, task.element))
        elements = dossier.bundle.compiled.elements
        attributes = attributes_of(dossier.bundle.procedure, elements[task.element])
        paths = attributes.get("returnsTo", "").split() if task.parent_id is None else []
        steps = {path: elements[path].name for path in paths if path in elements}
    return tuple(Target(*each) for each in steps.items()) if len(places) == 1 else ()


def labels(outside: Outside, actor: Actor, refs: Sequence[TaskRef]) -> Mapping[UUID, Label]:
    """By dossier; of those that the reader may not reach, nothing."""
    with outside.sessions.begin() as session:
        now = read_time(session, outside.clock.now()).now
        offices = seats(session, actor, now)
        holders = [*(o.position_id for o in offices), actor.person_id]
        ours = units_query(o.unit_id for o in offices)
        reached = [
            exists().where(
                CandidateRow.dossier_id == DossierRow.id, CandidateRow.holder_id.in_(holders)
            ),
            exists().where(
                TaskRow.dossier_id == DossierRow.id,
                or_(
                    TaskRow.assignee_id == actor.person_id,
                    TaskRow.closed_by_id == actor.person_id,
                ),
            ),
        ]
        if ours:
            words = DossierSearchRow.words.op("@@")(cast(ours, TSQUERY))
            reached.append(exists().where(DossierSearchRow.dossier_id == DossierRow.id, words))
        rows = session.execute(
            select(DossierRow.id, DossierRow.code, DossierRow.applicant).where(
                DossierRow.id.in_({ref.dossier_id for ref in refs}), or_(*reached)
            )
        )
        return {row.id: Label(row.code, str(row.applicant["full_name"])) for row in rows}


def _standing(
    outside: Outside, actor: Actor, refs: Sequence[TaskRef]
) -> Iterator[tuple[Dossier, Task, Surroundings, datetime]]:
    """Those that are open and within reach; the acts say of each other one why not."""
    with outside.sessions.begin() as session:
        for ref in refs:
            try:
                dossier, around, now = load_standing(session, ref.dossier_id, outside.clock.now())
                require_reach(session, actor, dossier, now)
            except NotFound:
                continue
            for task in around.open_tasks:
                if task.id == ref.task_id:
                    yield dossier, task, around, now
