"""Where a person sits, and whether they are among those asked to do something."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import Rank, Register


def seats_of(register: Register, person_id: UUID, now: datetime) -> frozenset[UUID]:
    """The positions the person holds at `now`, with their own id for grants to named persons.

    Of an id that is a position's, nothing: a seat is nobody.
    """
    if person_id in register.positions:
        return frozenset()
    held = (
        a.position_id
        for a in register.appointments
        if a.person_id == person_id and a.period.holds(now)
    )
    return frozenset((*held, person_id))


def holds(register: Register, person_id: UUID, holders: Iterable[UUID], now: datetime) -> bool:
    """Whether the person is among those asked to do a task."""
    return not seats_of(register, person_id, now).isdisjoint(holders)


def occupants(register: Register, holder_id: UUID, now: datetime) -> frozenset[UUID]:
    """Who sits on this seat at `now`; of a person named as such, that person."""
    if holder_id not in register.positions:
        return frozenset({holder_id})
    return frozenset(
        a.person_id
        for a in register.appointments
        if a.position_id == holder_id and a.period.holds(now)
    )


def leads(register: Register, person_id: UUID, unit_id: UUID | None, now: datetime) -> bool:
    """Whether the person is head or deputy of the unit."""
    seats = seats_of(register, person_id, now)
    return any(
        p.unit_id == unit_id and p.rank is not Rank.STAFF and p.id in seats
        for p in register.positions.values()
    )
