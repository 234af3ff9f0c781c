"""Every way from the law to a signer that the records of a slice draw, lawful or not.

A route is drawn without asking about time, people or the dossier; `limits` judges it. What a
route breaks by its very shape (a second delegation, a deputy's delegation) stays on it as a
fault, so that the refusal can name it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from engine.core.authority.capacity import for_collective, passed_on
from engine.core.authority.register import (
    AUTHORITY_POWERS,
    TO_ANOTHER_BODY,
    Clause,
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
from engine.core.authority.words import instrument_name
from engine.say import say

_K = GrantKind

#: What may follow what. A `delegation` and a `signing_delegation` are never passed on (Luật
#: TCCQĐP 72/2025 Art 14, Luật TCCP 63/2025 Art 9, NĐ 30/2020 Art 13.3); that a deputy of the
#: delegate signs for the delegate is no delegation, but ký thay (Art 13.1).
_ONWARD: Mapping[GrantKind | None, frozenset[GrantKind]] = {
    None: frozenset(_K) - {_K.ABSENCE_COVER},
    _K.DEVOLUTION: frozenset({_K.SIGNING_DELEGATION, _K.BY_ORDER, _K.DEPUTY, _K.DEPUTY_IN_CHARGE}),
    _K.DELEGATION: frozenset({_K.DEPUTY, _K.DEPUTY_IN_CHARGE}),
    _K.BY_ORDER: frozenset({_K.DEPUTY, _K.DEPUTY_IN_CHARGE}),
    _K.SIGNING_DELEGATION: frozenset(),
    _K.DEPUTY: frozenset(),
    _K.DEPUTY_IN_CHARGE: frozenset(),
    _K.COMMUNE_DELEGATION: frozenset(),
}
_TO_DEPUTY = frozenset({_K.DEPUTY, _K.DEPUTY_IN_CHARGE})


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
        for grant, instrument in _grants_from(register, power, procedure, seat):
            cover = register.positions.get(grant.to_position_id) if grant.to_position_id else None
            if instrument.kind is _K.ABSENCE_COVER and cover and power is not Power.SEAL:
                yield replace(own, grants=(grant,), seats=(seat, cover))


def _onward(register: Register, power: Power, procedure: str, route: Route) -> Iterator[Route]:
    yield route
    if route.fault is not None or route.person_id is not None:
        return
    last = register.instruments[route.grants[-1].instrument_id].kind if route.grants else None
    for grant, instrument in _grants_from(register, power, procedure, route.seats[-1]):
        if instrument.kind is _K.ABSENCE_COVER:
            continue
        for reached in _reached(register, route, grant, instrument):
            fault = _redelegated(register, last, route, instrument) or reached.fault
            yield from _onward(register, power, procedure, replace(reached, fault=fault))


def _grants_from(
    register: Register, power: Power, procedure: str, seat: Position
) -> Iterator[tuple[Grant, Instrument]]:
    for grant in register.grants:
        if grant.from_position_id != seat.id or power not in grant.powers:
            continue
        instrument = register.instruments.get(grant.instrument_id)
        if instrument and (grant.procedures is None or procedure in grant.procedures):
            yield grant, instrument


def _reached(
    register: Register, route: Route, grant: Grant, instrument: Instrument
) -> Iterator[Route]:
    """The route prolonged by one grant, once for each seat that the grant names."""
    giver = route.seats[-1]
    named = replace(
        route,
        grants=(*route.grants, grant),
        lines=passed_on(route.lines, instrument.kind, giver, None),
    )
    if grant.to_person_id is not None:
        fault = None
        if instrument.kind is not _K.COMMUNE_DELEGATION:
            fault = _unlawful(
                register, instrument, say("chỉ được giao cho chức vụ, không cho cá nhân")
            )
        yield replace(named, person_id=grant.to_person_id, fault=fault)
        return
    for seat in _seats_named(register, grant):
        if seat in route.seats:
            continue
        reached = replace(
            named, seats=(*route.seats, seat), fault=_unfit(register, giver, seat, instrument)
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


def _redelegated(
    register: Register, last: GrantKind | None, route: Route, instrument: Instrument
) -> Refusal | None:
    name = instrument_name(register, instrument)
    if instrument.kind not in _ONWARD[last]:
        earlier = register.instruments[route.grants[-1].instrument_id]
        return Refusal(
            Clause.REDELEGATED,
            instrument.id,
            say(
                "%(name)s giao tiếp quyền đã nhận theo %(instrument)s; người được giao "
                "không được giao tiếp cho người khác.",
                name=name,
                instrument=instrument_name(register, earlier),
            ),
        )
    for grant in route.grants:
        earlier = register.instruments[grant.instrument_id]
        if instrument.kind in _TO_DEPUTY and not earlier.deputies_may_sign:
            return Refusal(
                Clause.REDELEGATED,
                earlier.id,
                say(
                    "%(instrument)s không cho cấp phó ký thay.",
                    instrument=instrument_name(register, earlier),
                ),
            )
    return None


def _unfit(
    register: Register, giver: Position, seat: Position, instrument: Instrument
) -> Refusal | None:
    """Whether the law allows this kind of grant between these two seats."""
    same_unit = seat.unit_id == giver.unit_id
    match instrument.kind:
        case _K.DEPUTY | _K.DEPUTY_IN_CHARGE if not same_unit or seat.rank is not Rank.DEPUTY:
            return _unlawful(register, instrument, say("chỉ cấp phó của cùng đơn vị được ký thay"))
        case _K.SIGNING_DELEGATION | _K.BY_ORDER if (
            seat.rank is not Rank.HEAD or same_unit or not _inside(register, seat, giver.unit_id)
        ):
            return _unlawful(
                register, instrument, say("chỉ giao được cho người đứng đầu đơn vị thuộc cơ quan")
            )
        case _K.DELEGATION | _K.DEVOLUTION if same_unit:
            return _unlawful(register, instrument, say("chỉ giao được cho cơ quan khác"))
        case _K.COMMUNE_DELEGATION:
            return _unlawful(register, instrument, say("phải giao cho công chức được nêu tên"))
    return None


def _inside(register: Register, seat: Position, unit_id: UUID) -> bool:
    unit, steps = register.units.get(seat.unit_id), 0
    while unit is not None and steps < len(register.units):
        if unit.id == unit_id:
            return True
        unit = register.units.get(unit.parent_id) if unit.parent_id else None
        steps += 1
    return False


def _unlawful(register: Register, instrument: Instrument, why: str) -> Refusal:
    name = instrument_name(register, instrument)
    return Refusal(
        Clause.NOT_COMPETENT,
        instrument.id,
        say("%(name)s không có giá trị ở đây: %(why)s.", name=name, why=why),
    )
