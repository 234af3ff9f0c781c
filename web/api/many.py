"""One act for several tasks, with an answer for each."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from engine.actions.bulk.assign import assign_many
from engine.actions.bulk.forward import forward
from engine.actions.bulk.many import Answer
from engine.actions.bulk.send_back import send_back_many
from engine.core.move import TaskRef
from engine.questions.inbox.bulk import Receiver, Target, receivers, targets
from web.api.nouns import Noun
from web.api.reading import said
from web.api.signing import Item
from web.current import actor, outside

noun = Noun("many")


@dataclass(frozen=True, slots=True)
class Chosen:
    tasks: tuple[Item, ...] = said("Tasks of one's inbox.")


@dataclass(frozen=True, slots=True)
class GivenMany:
    tasks: tuple[Item, ...] = said("Tasks of one's inbox.")
    to: UUID = said("Person who gets them.")


@dataclass(frozen=True, slots=True)
class SentBackMany:
    tasks: tuple[Item, ...] = said("Tasks of one's inbox.")
    target: str = said("Element of the step that gets them again.", most=200)
    reason: str = said("Why.", most=4000)


@noun.post("/many/forward", "Each goes on by its step's primary action")
def send_on(body: Chosen, idempotency_key: str | None) -> tuple[Answer, ...]:
    """A refusal stops nothing but itself."""
    return forward(outside(), actor(), _refs(body.tasks), idempotency_key or str(uuid4()))


@noun.post("/many/receivers", "To whom all of these may be given")
def may_get(body: Chosen) -> tuple[Receiver, ...]:
    """Asked before `assign`."""
    return receivers(outside(), actor(), _refs(body.tasks))


@noun.post("/many/assign", "Give each to somebody")
def give(body: GivenMany) -> tuple[Answer, ...]:
    """A refusal stops nothing but itself."""
    return assign_many(outside(), actor(), _refs(body.tasks), body.to)


@noun.post("/many/targets", "To which steps all of these may go back")
def may_go(body: Chosen) -> tuple[Target, ...]:
    """Asked before `return`."""
    return targets(outside(), actor(), _refs(body.tasks))


@noun.post("/many/return", "Each goes back")
def send_back(body: SentBackMany) -> tuple[Answer, ...]:
    """A refusal stops nothing but itself."""
    return send_back_many(outside(), actor(), _refs(body.tasks), body.target, body.reason)


def _refs(tasks: tuple[Item, ...]) -> tuple[TaskRef, ...]:
    return tuple(dict.fromkeys(TaskRef(each.dossier_id, each.task_id) for each in tasks))
