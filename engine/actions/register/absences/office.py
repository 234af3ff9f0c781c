"""Who may enter or end an absence: oneself, a head or deputy of the unit, a registrar."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.accounts.waits import REGISTRAR
from engine.actions.actor import Actor
from engine.actions.register.office import Allowed
from engine.core.authority.register import Rank
from engine.errors import NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.absences import seats_at
from engine.store.seats_held import has_role
from engine.store.time import read_time


def for_whom(person_id: UUID) -> Allowed:
    """The check for changes of this person's absences."""

    def allowed(session: Session, outside: Outside, actor: Actor) -> datetime:
        now = read_time(session, outside.clock.now()).now
        if not may_enter(session, actor, person_id, now):
            raise NotYours(
                say(
                    "Lịch vắng mặt do chính người đó, lãnh đạo đơn vị hoặc quản trị thẩm quyền ghi."
                )
            )
        return now

    return allowed


def may_enter(session: Session, actor: Actor, person_id: UUID, now: datetime) -> bool:
    """Whether the actor keeps this person's absences."""
    if actor.person_id == person_id or has_role(session, actor.person_id, REGISTRAR, now):
        return True
    units = {seat.unit_id for seat in seats_at(session, person_id, now)}
    led = (s for s in seats_at(session, actor.person_id, now) if s.rank != Rank.STAFF)
    return any(seat.unit_id in units for seat in led)
