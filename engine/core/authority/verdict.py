"""What a stranger is told about a signature: who signed, for whom, on what ground.

    Người ký: Nguyễn Văn A, Phó Giám đốc, ký thay Giám đốc Sở X. Sở X được Ủy ban nhân dân thành
    phố ủy quyền giải quyết thủ tục này tại Quyết định số …, hiệu lực từ … đến …, còn hiệu lực
    lúc ký.

Who holds the delegation and who signs for them are two sentences and never blurred: a deputy of
the delegate signs *thay* (NĐ 30/2020/NĐ-CP Art 13.1), it is the delegate who has the power (Luật
TCCQĐP 72/2025 Art 14). Whether a ground still held is said by who knows the second of signing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.core.authority.force import force_of_grant
from engine.core.authority.register import (
    TO_ANOTHER_BODY,
    Grant,
    GrantKind,
    LinkKind,
    Mandate,
    Register,
)
from engine.core.authority.routes import Route, routes
from engine.core.authority.words import act_name, period_words, seat_name
from engine.say import in_vietnamese

_K = GrantKind
_DEPUTIES = frozenset({_K.DEPUTY, _K.DEPUTY_IN_CHARGE})
_GIVES_THE_POWER = TO_ANOTHER_BODY | {_K.COMMUNE_DELEGATION}
_SIGNS = {
    _K.DEPUTY: "ký thay {giver}",
    _K.DEPUTY_IN_CHARGE: "ký thay {giver}",
    _K.BY_ORDER: "ký thừa lệnh {giver}",
    _K.SIGNING_DELEGATION: "ký thừa ủy quyền {giver}",
}
_SAYS = {
    _K.DEVOLUTION: "{to} được {giver} phân cấp giải quyết thủ tục này tại {act}",
    _K.DELEGATION: "{to} được {giver} ủy quyền giải quyết thủ tục này tại {act}",
    _K.COMMUNE_DELEGATION: "{to} được {giver} ủy quyền giải quyết thủ tục này tại {act}",
    _K.SIGNING_DELEGATION: "{to} được giao ký thừa ủy quyền {giver} tại {act}",
    _K.BY_ORDER: "{to} được giao ký thừa lệnh {giver} tại {act}",
    _K.DEPUTY: "Việc ký thay được phân công tại {act}",
    _K.DEPUTY_IN_CHARGE: "Việc phụ trách, ký thay được giao tại {act}",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """One sentence without its end; the interval in which it holds (None: without a limit)."""

    says: str
    valid_from: datetime | None = None
    valid_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`signer` is name, title and for whom they sign, without an end; then the grounds."""

    signer: str
    grounds: tuple[Ground, ...]


@in_vietnamese()
def verdict_of(register: Register, mandate: Mandate) -> Verdict | None:
    """The words for a mandate of authority by the slice that gave it; None where the slice does not
    draw its route (it is of another procedure, or the power goes with the seat)."""
    route = route_of(register, mandate)
    if route is None or route.competence is None:
        return None
    return Verdict(_signer(register, route, mandate), tuple(_grounds(register, route, mandate)))


def route_of(register: Register, mandate: Mandate) -> Route | None:
    """The route on which a mandate rests: the same law, instruments and last seat."""
    drawn = routes(register, mandate.power, mandate.procedure, mandate.unit_id)
    return next((route for route in drawn if _is(route, mandate)), None)


def _is(route: Route, mandate: Mandate) -> bool:
    links = [link for link in mandate.chain if link.kind is not LinkKind.APPOINTMENT]
    first = route.competence.id if route.competence else route.seats[0].id
    same = [first, *(grant.instrument_id for grant in route.grants)]
    ends = (
        route.seats[-1].id == mandate.position_id
        if route.person_id is None
        else route.person_id == mandate.person_id
    )
    return ends and [link.record_id for link in links] == same


def _signer(register: Register, route: Route, mandate: Mandate) -> str:
    seat = register.positions[mandate.position_id]
    relations = tuple(_relations(register, route))
    # What they sign for names the agency; without it the seat does.
    names_it = relations and not relations[0].startswith("ký thừa")
    title = seat.title if names_it else seat_name(register, seat)
    if mandate.capacity and mandate.capacity[-1].startswith("Q. "):
        title = f"Quyền {title}"
    name = register.persons[mandate.person_id].full_name
    return ", ".join((name, title, *relations))


def _relations(register: Register, route: Route) -> Iterator[str]:
    """For whom they sign, the nearest first; a power given to another body is its own there."""
    together = bool(route.lines) and route.lines[0].startswith("TM. ")
    for grant in reversed(route.grants):
        kind = register.instruments[grant.instrument_id].kind
        if kind not in _SIGNS:
            break
        giver = register.positions[grant.from_position_id]
        yield _SIGNS[kind].format(giver=giver.title if together else seat_name(register, giver))
        if kind not in _DEPUTIES:
            return  # the head alone is named, not whom the head signs for
    if together:
        yield f"thay mặt {register.units[route.agency_id].name}"


def _grounds(register: Register, route: Route, mandate: Mandate) -> Iterator[Ground]:
    kinds = {register.instruments[grant.instrument_id].kind for grant in route.grants}
    competence = route.competence
    assert competence is not None
    if not kinds & _GIVES_THE_POWER:
        unit, seat = register.units[competence.unit_id], register.positions[competence.position_id]
        holder = unit.name if competence.collective else seat_name(register, seat)
        yield Ground(f"{holder} có thẩm quyền giải quyết thủ tục này theo {competence.legal_basis}")
    deputies = []
    for grant in route.grants:
        ground = _ground(register, route, grant, mandate)
        if register.instruments[grant.instrument_id].kind in _DEPUTIES:
            deputies.append(ground)
        else:
            yield ground
    yield from deputies


def _ground(register: Register, route: Route, grant: Grant, mandate: Mandate) -> Ground:
    instrument = register.instruments[grant.instrument_id]
    force = force_of_grant(register, grant, mandate.valid_from) or instrument.period
    says = _SAYS[instrument.kind].format(
        to=receiver_name(register, grant),
        giver=giver_name(register, route, grant),
        act=act_name(instrument),
    )
    if force.valid_to and (mandate.valid_to is None or mandate.valid_to > force.valid_to):
        # A mandate outlasts its instrument where that lets started dossiers be finished.
        return Ground(
            f"{says}, {period_words(force)}; hồ sơ tiếp nhận khi văn bản còn hiệu lực được giải "
            "quyết tiếp đến khi xong"
        )
    return Ground(says, force.valid_from, force.valid_to)


def is_whole(register: Register, grant: Grant) -> bool:
    """Whether the slice knows all that a grant names: what was struck since leaves lines behind."""
    receiver = (
        grant.to_person_id in register.persons
        or grant.to_unit_id in register.units
        or grant.to_position_id in register.positions
    )
    known = grant.instrument_id in register.instruments
    return known and receiver and grant.from_position_id in register.positions


def receiver_name(register: Register, grant: Grant) -> str:
    """To whom a grant is made: the person, the unit, or the seat with its unit."""
    if grant.to_person_id is not None:
        return register.persons[grant.to_person_id].full_name
    if grant.to_unit_id is not None:
        return register.units[grant.to_unit_id].name
    assert grant.to_position_id is not None
    return seat_name(register, register.positions[grant.to_position_id])


def giver_name(register: Register, route: Route, grant: Grant) -> str:
    """Who gives: the collective itself, where it is the collective's competence that is given."""
    competence = route.competence
    if (
        competence is not None
        and competence.collective
        and competence.position_id == grant.from_position_id
        and register.instruments[grant.instrument_id].kind in TO_ANOTHER_BODY
    ):
        return register.units[competence.unit_id].name
    return seat_name(register, register.positions[grant.from_position_id])
