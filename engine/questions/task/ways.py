"""What may be done with a task beside completing it: the menu, and whom it would go to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bpmn.values import Kind
from engine.actions.actor import Actor
from engine.actions.judge import seats_of
from engine.core.authority.register import Register
from engine.core.dossier import JOINT, Surroundings, Task
from engine.core.performers import holders
from engine.core.procedure import attributes_of
from engine.core.vietnamese import name_key
from engine.questions.known import Known


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who may be given a task, with the post it is asked of."""

    person_id: UUID
    name: str
    title: str


@dataclass(frozen=True, slots=True)
class ReturnWay:
    """A step that the dossier may go back to, and who will get it."""

    target: str
    step_name: str
    to: str


@dataclass(frozen=True, slots=True)
class TaskWays:
    """What the reader is offered. Each act judges again; nothing here permits anything.

    `chooses` names the step whose officer this one chooses, `next_officers` those it may name.
    """

    claim: bool
    unclaim: bool
    conflict: bool
    returns: tuple[ReturnWay, ...]
    assign: tuple[Candidate, ...]
    chooses: str | None
    next_officers: tuple[Candidate, ...]


NONE = TaskWays(False, False, False, (), (), None, ())


def task_ways(
    actor: Actor,
    task: Task,
    known: Known,
    around: Surroundings,
    now: datetime,
    *,
    can_act: bool,
    may_assign: bool,
) -> TaskWays:
    """The ways that are open to the reader at a step of people; none at any other.

    Who keeps a joint step may send the dossier back from it, its members may not.
    """
    if task.kind not in (Kind.USER, JOINT):
        return NONE
    alone = task.kind == Kind.USER
    element = known.dossier.bundle.compiled.elements[task.element]
    attributes = attributes_of(known.dossier.bundle.procedure, element)
    member = task.parent_id is not None
    chosen = attributes.get("assigns") if can_act and alone and not member else None
    back = attributes.get("returnsTo", "").split() if can_act and not member else []
    everyone = candidates(around.register, task.holders, now)
    return TaskWays(
        claim=can_act and alone and task.assignee_id is None and len(everyone) > 1,
        unclaim=can_act and alone and task.assignee_id == actor.person_id,
        conflict=can_act,
        returns=tuple(w for path in back if (w := _return(known, around, path, now))),
        assign=tuple(_others(everyone, task.assignee_id)) if may_assign and alone else (),
        chooses=known.step(chosen) if chosen else None,
        next_officers=_asked(known, around, chosen, now) if chosen else (),
    )


def candidates(register: Register, asked: Iterable[UUID], now: datetime) -> tuple[Candidate, ...]:
    """The people behind posts (or named themselves), sorted as Vietnamese lists are."""
    found: dict[UUID, Candidate] = {}
    for holder in asked:
        if (person := register.persons.get(holder)) is not None:
            found.setdefault(holder, Candidate(holder, person.full_name, ""))
        for held in register.appointments:
            if held.position_id == holder and held.period.holds(now):
                sitting = register.persons.get(held.person_id)
                title = register.positions[holder].title
                if sitting is not None:
                    found.setdefault(sitting.id, Candidate(sitting.id, sitting.full_name, title))
    return tuple(sorted(found.values(), key=lambda c: name_key(c.name)))


def _others(everyone: Iterable[Candidate], present: UUID | None) -> Iterator[Candidate]:
    return (c for c in everyone if c.person_id != present)


def _asked(known: Known, around: Surroundings, path: str, now: datetime) -> tuple[Candidate, ...]:
    ids, _ = _holders(known, around, path, now)
    return candidates(around.register, ids, now)


def _return(known: Known, around: Surroundings, path: str, now: datetime) -> ReturnWay | None:
    """It goes to who did the step last, while that person is still among those asked; None for
    a step that nobody has done yet."""
    done = [t for t in known.tasks.values() if t.element == path and t.status == "done"]
    if not done:
        return None
    ids, unit_id = _holders(known, around, path, now)
    last = max(done, key=lambda t: t.closed_at or t.opened_at).closed_by_id
    to = known.asked(ids, unit_id)
    if last is not None and not seats_of(around.register, last, now).isdisjoint(ids):
        to = known.name(last)
    return ReturnWay(path, known.step(path), to)


def _holders(
    known: Known, around: Surroundings, path: str, now: datetime
) -> tuple[tuple[UUID, ...], UUID | None]:
    dossier = known.dossier
    element = dossier.bundle.compiled.elements[path]
    attributes = attributes_of(dossier.bundle.procedure, element)
    performer = attributes.get("performer")
    if performer is None:
        return (), None
    asked = holders(
        dossier, around, dossier.facts, now, performer=performer, power=attributes.get("power")
    )
    return asked.ids, asked.unit_id
