"""To whom the paper dossier may be handed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from engine.actions.actor import Actor
from engine.outside.outside import Outside
from engine.questions.dossier.parts import dossier_parts
from engine.questions.parts import DossierHead
from engine.questions.reach import require_reach
from engine.store.colleagues import Colleague, colleagues_of
from engine.store.load_standing import load_standing
from engine.store.offices import unit_names


@dataclass(frozen=True, slots=True)
class HandOnPage:
    """The dossier's head, and those who may get the paper: people, then units."""

    head: DossierHead
    people: tuple[Colleague, ...]
    units: tuple[tuple[UUID, str], ...]


def hand_on_page(outside: Outside, actor: Actor, dossier_id: UUID) -> HandOnPage:
    """Raises NotFound, for a dossier of another unit too."""
    with outside.sessions.begin() as session:
        standing = load_standing(session, dossier_id, outside.clock.now())
        dossier = standing.dossier
        require_reach(session, actor, dossier, standing.now)
        parts = dossier_parts(session, standing)
        people = colleagues_of(session, dossier, standing.now)
        units = dict.fromkeys(
            (dossier.unit_id, dossier.receiving_unit_id, *dossier.parties.values())
        )
        names = unit_names(session, units)
    return HandOnPage(
        parts.head,
        tuple(each for each in people if each.person_id != actor.person_id),
        tuple(names.items()),
    )
