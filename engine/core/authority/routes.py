"""Every way from the law to a signer that the records of a slice draw, lawful or not.

A route is drawn without asking about time, people or the dossier; `limits` judges it. What a
route breaks by its very shape (a second delegation, a deputy's delegation) stays on it as a
fault, so that the refusal can name it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from engine.core.authority.capacity import for_collective, passed_on
from engine.core.authority.lawful import redelegated, unfit
from engine.core.authority.register import (
    AUTHORITY_POWERS,
    TO_ANOTHER_BODY,
    Competence,
    Grant,
    GrantKind,
    Instrument,
    Position,
    Power,
    Rank,
    Refusal,
    Register,
)

_K = GrantKind


@dataclass(frozen=True, slots=True)
class Route:
    """From a competence, or a power of the seat, through grants to a seat or a named person."""

    competence: Competence | None
    """None for a power that goes with the seat."""
    grants: tuple[Grant, ...]
    seats: tuple[Position, ...]
    """Every seat on the way; the last one acts, unless a person is named."""
    person_id: UUID | None
    agency_id: UUID
    """The unit in whose name it is done: its form, its seal."""
    lines: tuple[str, ...]
    """Lines of the signature block above the signer's own title."""
    fault: Refusal | None = None


def routes(register: Register, power: Power, procedure: str, unit: UUID) -> Iterator[Route]:
    """All routes for this power in this procedure that end in acting for `unit`."""
    if power not in AUTHORITY_POWERS:
        yield from _seat_routes(register, power, procedure, unit)
        return
    for route in routes_by_law(register, power, procedure):
        if route.agency_id == unit:
            yield route


def routes_by_law(register: Register, power: Power, procedure: str) -> Iterator[Route]:
    """All routes for a power of authority, in whosever name they end."""
    for competence in register.competences:
        seat = register.positions.get(competence.position_id)
        if competence.procedure != procedure or power not in competence.powers or seat is None:
            continue
        agency = register.units[competence.unit_id]
        lines = for_collective(agency) if competence.collective else ()
        law = Route(competence, (), (seat,), None, agency.id, lines)
        yield from _onward(register, power, procedure, law)


def _seat_routes(register: Register, power: Power, procedure: str, unit: UUID) -> Iterator[Route]:
    """The seats of the unit that have the power, and who covers an absence there.

    Cover routes work only: it passes on receiving and appraising, never a signature or a seal.
    """
    for seat in register.positions.values():
        if seat.unit_id != unit or power not in seat.powers:
            continue
        own = Route(None, (), (seat,), None, unit, ())
        yield own
        for grant, instrument in grants_from(register, power, procedure, seat):
            cover = register.positions.get(grant.to_position_id) if grant.to_position_id else None
            if instrument.kind is _K.ABSENCE_COVER and cover and power is not Power.SEAL:
                yield replace(own, grants=(grant,), seats=(seat, cover))


def _onward(register: Register, power: Power, procedure: str, route: Route) -> Iterator[Route]:
    yield route
    if route.fault is not None or route.person_id is not None:
        return
    for grant, instrument in grants_from(register, power, procedure, route.seats[-1]):
        if instrument.kind is not _K.ABSENCE_COVER:
            for longer in prolonged(register, route, grant, instrument):
                yield from _onward(register, power, procedure, longer)


def grants_from(
    register: Register, power: Power, procedure: str, seat: Position
) -> Iterator[tuple[Grant, Instrument]]:
    """The lines that a seat gives, about this power in this procedure."""
    for grant in register.grants:
        if grant.from_position_id != seat.id or power not in grant.powers:
            continue
        instrument = register.instruments.get(grant.instrument_id)
        if instrument and (grant.procedures is None or procedure in grant.procedures):
            yield grant, instrument


def held_by_law_or_devolved(register: Register, route: Route) -> Route | None:
    """The part of a route that ends with who has the competence as their own; None for a power
    that goes with the seat."""
    if route.competence is None:
        return None
    kinds = [register.instruments[grant.instrument_id].kind for grant in route.grants]
    own = 1 if kinds[:1] == [_K.DEVOLUTION] else 0
    return replace(route, grants=route.grants[:own], seats=route.seats[: own + 1], person_id=None)


def prolonged(
    register: Register, route: Route, grant: Grant, instrument: Instrument
) -> Iterator[Route]:
    """The route with one grant more, once for each seat that the grant names."""
    above = [register.instruments[each.instrument_id] for each in route.grants]
    passed_on_again = redelegated(register, above, instrument)
    for reached in _reached(register, route, grant, instrument):
        yield replace(reached, fault=passed_on_again or reached.fault)


def _reached(
    register: Register, route: Route, grant: Grant, instrument: Instrument
) -> Iterator[Route]:
    giver = route.seats[-1]
    named = replace(
        route,
        grants=(*route.grants, grant),
        lines=passed_on(route.lines, instrument.kind, giver, None),
    )
    if grant.to_person_id is not None:
        fault = unfit(register, giver, None, instrument)
        yield replace(named, person_id=grant.to_person_id, fault=fault)
        return
    for seat in _seats_named(register, grant):
        reached = replace(
            named, seats=(*route.seats, seat), fault=unfit(register, giver, seat, instrument)
        )
        if instrument.kind in TO_ANOTHER_BODY:
            whole = register.units.get(grant.to_unit_id) if grant.to_unit_id else None
            lines = passed_on((), instrument.kind, giver, whole)
            reached = replace(reached, agency_id=seat.unit_id, lines=lines)
        yield reached


def _seats_named(register: Register, grant: Grant) -> Iterator[Position]:
    """The position itself, or the heads of the unit to which the grant is made."""
    for seat in register.positions.values():
        heads_it = seat.unit_id == grant.to_unit_id and seat.rank is Rank.HEAD
        if heads_it or seat.id == grant.to_position_id:
            yield seat
