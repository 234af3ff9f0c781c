"""What may happen to the register in one step. Each rule takes its chances from `random`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

from engine.core.authority.register import (
    Appointment,
    Competence,
    Grant,
    GrantKind,
    Instrument,
    InstrumentState,
    Period,
    Position,
    Rank,
    Unit,
)
from engine.simulate.authority.city import somebody
from engine.simulate.authority.issuing import a_moment, issue, issue_from
from engine.simulate.authority.scopes import SCOPES
from engine.simulate.authority.world import Rule, World

_PASSED = (timedelta(seconds=1), timedelta(hours=3), timedelta(days=1), timedelta(days=20))
_TO_OTHERS = (GrantKind.DELEGATION, GrantKind.SIGNING_DELEGATION, GrantKind.DEVOLUTION)
_ANY = (*_TO_OTHERS, GrantKind.BY_ORDER, GrantKind.DEPUTY, GrantKind.COMMUNE_DELEGATION)


def let_time_pass(world: World, random: Random) -> None:
    """What has a term comes to its end by itself."""
    world.later(random.choice(_PASSED))


def grant(world: World, random: Random) -> None:
    issue(world, random)


def cover_an_absence(world: World, random: Random) -> None:
    issue(world, random, GrantKind.ABSENCE_COVER)


def put_in_charge(world: World, random: Random) -> None:
    """The head's seat is emptied first, mostly."""
    heads = [seat for seat in world.of(Position) if seat.rank is Rank.HEAD]
    head = random.choice(heads)
    if random.random() < 0.7:
        for sits in _sitting(world, head):
            _end(world, sits)
    issue_from(world, random, GrantKind.DEPUTY_IN_CHARGE, head)


def pass_on(world: World, random: Random) -> None:
    """Somebody who received a power writes an instrument of his own about it."""
    lines = [line for line in world.of(Grant) if line.to_position_id is not None]
    if lines:
        line = random.choice(lines)
        seat = next(each for each in world.of(Position) if each.id == line.to_position_id)
        issue_from(world, random, random.choice(_ANY), seat)


def supersede(world: World, random: Random) -> None:
    """A new instrument instead of an old one, by the same giver."""
    lines = world.of(Grant)
    if lines:
        line = random.choice(lines)
        giver = next(each for each in world.of(Position) if each.id == line.from_position_id)
        kind = next(each for each in world.of(Instrument) if each.id == line.instrument_id).kind
        issue_from(world, random, kind, giver, supersedes=line.instrument_id)


def suspend(world: World, random: Random) -> None:
    _say(world, random, InstrumentState.SUSPENDED, InstrumentState.IN_FORCE)


def resume(world: World, random: Random) -> None:
    _say(world, random, InstrumentState.IN_FORCE, InstrumentState.SUSPENDED)


def revoke(world: World, random: Random) -> None:
    _say(
        world,
        random,
        InstrumentState.REVOKED,
        InstrumentState.IN_FORCE,
        InstrumentState.SUSPENDED,
    )


def put_in_force(world: World, random: Random) -> None:
    _say(
        world,
        random,
        InstrumentState.IN_FORCE,
        InstrumentState.DRAFT,
        InstrumentState.REVIEWED,
        InstrumentState.IN_FORCE,
    )


def _say(world: World, random: Random, state: InstrumentState, *of: InstrumentState) -> None:
    """Mostly from now on; sometimes from a day gone by or to come."""
    found = [each for each in world.of(Instrument) if each.state in of]
    if found:
        since = world.now if random.random() < 0.8 else a_moment(world, random)
        world.correct(random.choice(found), state=state, state_since=since)


def end_early(world: World, random: Random) -> None:
    """The term of an instrument, a line or a competence turns out to be another one."""
    found: list[Instrument | Grant | Competence] = [*world.of(Instrument), *world.of(Grant)]
    if random.random() < 0.1:
        found = [*world.of(Competence)]
    if found:
        chosen = random.choice(found)
        begins = chosen.period.valid_from if chosen.period else world.now
        world.correct(chosen, period=Period(begins, a_moment(world, random)))


def rescope(world: World, random: Random) -> None:
    lines = world.of(Grant)
    if lines:
        world.correct(random.choice(lines), scope=random.choice([None, *SCOPES]))


def strike(world: World, random: Random) -> None:
    """A line or an appointment that should never have been entered."""
    found: list[Grant | Appointment] = [*world.of(Grant), *world.of(Appointment)]
    if random.random() < 0.5 and found:
        world.strike(random.choice(found))


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


def declare_conflict(world: World, random: Random) -> None:
    dossier = random.choice(world.dossiers)
    person_id = random.choice(world.of(Appointment)).person_id
    declared = dossier.involvement.conflict_declared_by | {person_id}
    if len(declared) > 3:
        declared = frozenset({person_id})
    dossier.involvement = replace(dossier.involvement, conflict_declared_by=declared)


def _sitting(world: World, seat: Position) -> list[Appointment]:
    return [
        each
        for each in world.of(Appointment)
        if each.position_id == seat.id and each.period.holds(world.now)
    ]


def _end(world: World, appointment: Appointment) -> None:
    world.correct(appointment, period=Period(appointment.period.valid_from, world.now))


#: Each rule, and how often beside the others.
CHANGES: dict[Rule, int] = {
    let_time_pass: 6,
    grant: 10,
    cover_an_absence: 1,
    put_in_charge: 1,
    pass_on: 3,
    supersede: 2,
    suspend: 4,
    resume: 3,
    revoke: 2,
    put_in_force: 3,
    end_early: 2,
    rescope: 2,
    strike: 1,
    appoint: 7,
    dismiss: 2,
    transfer: 2,
    rename: 1,
    abolish: 1,
    restore: 2,
    merge: 1,
    declare_conflict: 1,
}
