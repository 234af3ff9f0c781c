"""Who may see a dossier: whoever sits in a unit that takes part in it, or is asked in it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.core.dossier import Dossier
from engine.store.asked import is_asked
from engine.store.load_dossier import no_dossier
from engine.store.offices import Office, offices_of


def seats(session: Session, actor: Actor, now: datetime) -> tuple[Office, ...]:
    """The actor's seats."""
    return offices_of(session, actor.person_id, now)


def require_reach(
    session: Session, actor: Actor, dossier: Dossier, now: datetime
) -> tuple[Office, ...]:
    """The actor's seats, if one is in a unit of the dossier, or if a task of it is, or was, theirs
    (the head of an office inside an agency signs by order). Raises NotFound: to everybody else a
    dossier is told as one that does not exist."""
    found = seats(session, actor, now)
    units: set[UUID] = {office.unit_id for office in found}
    if units.isdisjoint({*dossier.parties.values(), dossier.unit_id, dossier.receiving_unit_id}):
        positions = [office.position_id for office in found]
        if not is_asked(session, dossier.id, actor.person_id, positions):
            raise no_dossier()
    return found
