"""What may happen to instruments in one step, and all that may happen with how often."""

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
)
from engine.simulate.authority.issuing import a_moment, issue, issue_from
from engine.simulate.authority.scopes import SCOPES
from engine.simulate.authority.staffing import (
    abolish,
    appoint,
    dismiss,
    merge,
    put_in_charge,
    rename,
    restore,
    transfer,
)
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


def declare_conflict(world: World, random: Random) -> None:
    dossier = random.choice(world.dossiers)
    person_id = random.choice(world.of(Appointment)).person_id
    declared = dossier.involvement.conflict_declared_by | {person_id}
    if len(declared) > 3:
        declared = frozenset({person_id})
    dossier.involvement = replace(dossier.involvement, conflict_declared_by=declared)


#: Each rule, and how often beside the others.
CHANGES: dict[Rule, int] = {
    let_time_pass: 6,
    grant: 10,
    cover_an_absence: 1,
    put_in_charge: 1,
    pass_on: 3,
    supersede: 2,
    suspend: 5,
    resume: 5,
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
