"""How instruments come into the walk: most as the law has them, some as it never would."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from engine.core.authority.register import (
    Appointment,
    Competence,
    Grant,
    GrantKind,
    Instrument,
    InstrumentState,
    Period,
    Person,
    Position,
    Power,
    Rank,
    Unit,
)
from engine.simulate.authority.city import PROCEDURES, QUALIFICATIONS
from engine.simulate.authority.scopes import SCOPES
from engine.simulate.authority.world import World

_DAYS = (1, 5, 20, 60, 200)
_K = GrantKind
_SIGNING = frozenset({Power.DECIDE, Power.SIGN})
_KINDS = (
    *(_K.DEPUTY,) * 7,
    *(_K.DELEGATION,) * 4,
    *(_K.BY_ORDER,) * 3,
    *(_K.SIGNING_DELEGATION,) * 2,
    *(_K.COMMUNE_DELEGATION,) * 2,
    _K.ABSENCE_COVER,
    _K.DEVOLUTION,
    _K.DEPUTY_IN_CHARGE,
)


def a_moment(world: World, random: Random) -> datetime:
    """Near now, mostly on a whole day, so that ends meet."""
    day = world.now + timedelta(days=random.choice((-30, -5, -1, 0, 0, 0, 0, 1, 5, 30)))
    if random.random() < 0.3:
        return day
    return day.replace(hour=17, minute=0, second=0, microsecond=0)


def a_term(world: World, random: Random) -> Period:
    """Begins about now and mostly ends; now and then backwards, which is no term at all."""
    begins = world.now if random.random() < 0.5 else a_moment(world, random)
    if random.random() < 0.03:
        return Period(begins, begins - timedelta(days=1))
    ends = begins + timedelta(days=random.choice(_DAYS))
    return Period(begins, ends if random.random() < 0.6 else None)


def issue(world: World, random: Random, kind: GrantKind | None = None) -> Instrument | None:
    """An instrument of this kind, or of any, with one or two lines."""
    kind = kind or random.choice(_KINDS)
    odd = random.random() < 0.12
    seats = world.of(Position)
    givers = [seat for seat in seats if seat.rank is Rank.HEAD]
    by_law = {each.position_id for each in world.of(Competence)}
    if kind is not _K.DEPUTY and random.random() < 0.6:
        givers = [seat for seat in givers if seat.id in by_law] or givers
    if odd or kind is _K.ABSENCE_COVER:
        givers = seats
    return issue_from(world, random, kind, random.choice(givers), odd=odd)


def issue_from(
    world: World,
    random: Random,
    kind: GrantKind,
    giver: Position,
    *,
    odd: bool = False,
    supersedes: UUID | None = None,
) -> Instrument | None:
    """The giver's own instrument; None when there is nobody to give to."""
    targets = _targets(world, kind, giver, odd)
    if not targets:
        return None
    issuer = random.choice(world.of(Position)) if random.random() < 0.05 else giver
    states = [InstrumentState.IN_FORCE] * 8 + [InstrumentState.DRAFT, InstrumentState.REVIEWED]
    number = len(world.rows)
    instrument = Instrument(
        id=world.new_id(),
        number=f"{number}/QĐ-UBND",
        issued_on=world.now,
        kind=kind,
        issuer_position_id=issuer.id,
        legal_basis="Điều 14 Luật Tổ chức chính quyền địa phương",
        file_sha256=None,
        state=random.choice(states),
        state_since=world.now if random.random() < 0.8 else a_moment(world, random),
        exclusive=random.random() < 0.2,
        deputies_may_sign=random.random() < 0.85,
        on_end="return_to_delegator",
        supersedes_id=supersedes,
        period=a_term(world, random),
    )
    world.enter(instrument)
    for target in random.sample(targets, min(len(targets), random.choice((1, 1, 2)))):
        world.enter(_line(world, random, instrument, giver, target))
    return instrument


def _line(
    world: World, random: Random, instrument: Instrument, giver: Position, target: object
) -> Grant:
    powers = _SIGNING
    if instrument.kind is _K.ABSENCE_COVER or random.random() < 0.1:
        powers = frozenset(Power)
    if random.random() < 0.1:
        powers = frozenset({random.choice(list(Power))})
    listed = frozenset(random.sample(PROCEDURES, random.choice((1, 2))))
    return Grant(
        id=world.new_id(),
        instrument_id=instrument.id,
        from_position_id=giver.id,
        to_position_id=target.id if isinstance(target, Position) else None,
        to_unit_id=target.id if isinstance(target, Unit) else None,
        to_person_id=target.id if isinstance(target, Person) else None,
        qualification=random.choice(QUALIFICATIONS) if random.random() < 0.3 else None,
        procedures=listed if random.random() < 0.5 else None,
        powers=powers,
        scope=random.choice(list(SCOPES)) if random.random() < 0.3 else None,
        period=a_term(world, random) if random.random() < 0.2 else None,
    )


def _targets(world: World, kind: GrantKind, giver: Position, odd: bool) -> list[object]:
    """To whom such an instrument may be written; `odd`: to anybody at all."""
    seats, units = world.of(Position), world.of(Unit)
    if odd:
        return [*seats, *units, *world.of(Person)]
    mine = next(unit for unit in units if unit.id == giver.unit_id)
    parts = {unit.id for unit in units if unit.parent_id == mine.id}
    heads: list[object] = [
        seat for seat in seats if seat.rank is Rank.HEAD and seat.unit_id != mine.id
    ]
    match kind:
        case _K.DEPUTY | _K.DEPUTY_IN_CHARGE:
            return [seat for seat in seats if seat.rank is Rank.DEPUTY and seat.unit_id == mine.id]
        case _K.BY_ORDER | _K.SIGNING_DELEGATION:
            return [seat for seat in seats if seat.rank is Rank.HEAD and seat.unit_id in parts] + [
                unit for unit in units if unit.id in parts
            ]
        case _K.COMMUNE_DELEGATION:
            at_home = {seat.id for seat in seats if seat.unit_id in {mine.id, *parts}}
            named = {a.person_id for a in world.of(Appointment) if a.position_id in at_home}
            return [person for person in world.of(Person) if person.id in named]
        case _K.ABSENCE_COVER:
            return [seat for seat in seats if seat.unit_id == mine.id and seat.id != giver.id]
        case _:
            return [*heads, *(unit for unit in units if unit.id != mine.id)]
