"""What may happen in one step to seats, to units, and to who sits where."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from engine.core.authority.register import (
    Appointment,
    Competence,
    GrantKind,
    Period,
    Position,
    Rank,
    Unit,
)
from engine.simulate.authority.city import somebody
from engine.simulate.authority.issuing import a_moment, issue_from
from engine.simulate.authority.world import World


def put_in_charge(world: World, random: Random) -> None:
    """The head's seat is emptied first, mostly."""
    heads = [seat for seat in world.of(Position) if seat.rank is Rank.HEAD]
    head = random.choice(heads)
    if random.random() < 0.7:
        for sits in _sitting(world, head):
            _end(world, sits)
    issue_from(world, random, GrantKind.DEPUTY_IN_CHARGE, head)


def appoint(world: World, random: Random) -> None:
    """Somebody, old or new, to a seat that is empty; one in five acting, any now and then."""
    seats = world.of(Position)
    empty = [seat for seat in seats if not _sitting(world, seat)] or seats
    seat = random.choice(empty if random.random() < 0.9 else seats)
    old = [each.person_id for each in world.of(Appointment)]
    person_id = random.choice(old) if old and random.random() < 0.6 else somebody(world, random).id
    begins = world.now if random.random() < 0.7 else a_moment(world, random)
    acting = random.random() < 0.2
    world.enter(Appointment(world.new_id(), person_id, seat.id, acting, Period(begins)))


def dismiss(world: World, random: Random) -> None:
    """Also for a day gone by: the register may learn late."""
    held = world.of(Appointment)
    if held:
        chosen = random.choice(held)
        ends = world.now if random.random() < 0.7 else a_moment(world, random)
        world.correct(chosen, period=Period(chosen.period.valid_from, ends))


def transfer(world: World, random: Random) -> None:
    """Two people change seats."""
    held = [each for each in world.of(Appointment) if each.period.holds(world.now)]
    if len(held) > 1:
        one, other = random.sample(held, 2)
        for leaves, takes in ((one, other), (other, one)):
            _end(world, leaves)
            seat_id, begins = takes.position_id, Period(world.now)
            world.enter(
                Appointment(world.new_id(), leaves.person_id, seat_id, takes.acting, begins)
            )


def rename(world: World, random: Random) -> None:
    unit = random.choice(world.of(Unit))
    world.correct(unit, name=f"{unit.name.split(' (')[0]} ({world.now:%d/%m/%Y})")


def abolish(world: World, random: Random) -> None:
    """A unit or a seat, on a date; one that nothing else can be made of stays."""
    found: list[Unit | Position] = [*world.of(Position)]
    if random.random() < 0.3:
        found = [unit for unit in world.of(Unit) if unit.parent_id is not None]
    chosen = random.choice(found)
    if chosen.period.valid_to is None and random.random() < 0.4:
        world.correct(chosen, period=replace(chosen.period, valid_to=a_moment(world, random)))


def restore(world: World, random: Random) -> None:
    """What was to be abolished stays after all."""
    found: list[Unit | Position] = [*world.of(Position), *world.of(Unit)]
    ended = [each for each in found if each.period.valid_to is not None]
    if ended:
        chosen = random.choice(ended)
        world.correct(chosen, period=replace(chosen.period, valid_to=None))


def merge(world: World, random: Random) -> None:
    """A unit goes up in another one: its seats and competences move, the unit ends."""
    units = [unit for unit in world.of(Unit) if unit.period.valid_to is None and unit.parent_id]
    if len(units) < 2 or random.random() < 0.7:
        return
    gone, into = random.sample(units, 2)
    if into.parent_id == gone.id:
        return
    for seat in world.of(Position):
        if seat.unit_id == gone.id:
            world.correct(seat, unit_id=into.id)
    for law in world.of(Competence):
        if law.unit_id == gone.id:
            world.correct(law, unit_id=into.id)
    world.correct(gone, period=replace(gone.period, valid_to=world.now))


def _sitting(world: World, seat: Position) -> list[Appointment]:
    return [
        each
        for each in world.of(Appointment)
        if each.position_id == seat.id and each.period.holds(world.now)
    ]


def _end(world: World, appointment: Appointment) -> None:
    world.correct(appointment, period=Period(appointment.period.valid_from, world.now))
