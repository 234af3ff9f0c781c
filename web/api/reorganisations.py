"""Reorganisations of units: entered by one, approved by another, carried out on the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from engine.actions.register.reorganisations.decide import (
    approve_reorganisation,
    drop_reorganisation,
)
from engine.actions.register.reorganisations.enter import enter_reorganisation
from engine.core.reorganisation import Step, StepKind
from engine.questions.people.reorganisations import (
    Line,
    ReorganisationPage,
    reorganisation_list,
    reorganisation_page,
)
from web.api.nouns import Noun
from web.api.people import Made
from web.api.reading import said
from web.current import actor, outside

noun = Noun("reorganisations")


@dataclass(frozen=True, slots=True)
class StepSent:
    kind: StepKind
    unit_id: UUID
    into: UUID | None = said("Who takes over what is not named by procedure.", default=None)
    by_procedure: Mapping[str, UUID] = field(default_factory=dict)
    ends: bool = said("Of a split: whether the unit ends.", default=True)
    name: str = said("The new name.", most=300, default="")
    collective_name: str = said("Empty: as it is.", most=300, default="")
    abbreviation: str = said("Empty: as it is.", most=300, default="")
    place: str = said("Empty: as it is.", most=300, default="")


@dataclass(frozen=True, slots=True)
class Entering:
    decision: str = said("Number, date and issuer of the act that orders it.", most=300)
    day: date = said("The first day under the new order.")
    steps: tuple[StepSent, ...] = ()


@noun.get("/reorganisations", "Reorganisations, the newest day first")
def all_of_them() -> tuple[Line, ...]:
    """With their state."""
    return reorganisation_list(outside(), actor())


@noun.get("/reorganisations/<uuid:reorganisation_id>", "Preview, progress, reconciliation")
def one(reorganisation_id: UUID) -> ReorganisationPage:
    """What moves where, what falls, what needs a person."""
    return reorganisation_page(outside(), actor(), reorganisation_id)


@noun.post("/reorganisations", "Enter a reorganisation")
def enter(body: Entering) -> Made:
    """Nothing changes before another registrar approves it."""
    steps = [
        Step(
            s.kind,
            s.unit_id,
            s.into,
            s.by_procedure,
            s.ends,
            s.name,
            s.collective_name,
            s.abbreviation,
            s.place,
        )
        for s in body.steps
    ]
    return Made(enter_reorganisation(outside(), actor(), body.decision, body.day, steps))


@noun.post("/reorganisations/<uuid:reorganisation_id>/approve", "Approve it")
def approve(reorganisation_id: UUID) -> None:
    """By another one than who entered it."""
    approve_reorganisation(outside(), actor(), reorganisation_id)


@noun.post("/reorganisations/<uuid:reorganisation_id>/drop", "Drop it")
def drop(reorganisation_id: UUID) -> None:
    """It is not carried out, and stays to be read."""
    drop_reorganisation(outside(), actor(), reorganisation_id)
