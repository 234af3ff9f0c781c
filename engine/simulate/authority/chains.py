"""Every chain law → instrument → … → seat that the law knows, whether or not it holds today."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engine.core.authority.register import (
    Competence,
    Grant,
    GrantKind,
    Position,
    Power,
    Rank,
)
from engine.simulate.authority.known import Known
from engine.simulate.authority.standing import inside

_LETTERS = {
    GrantKind.DEVOLUTION: "V",
    GrantKind.DELEGATION: "U",
    GrantKind.SIGNING_DELEGATION: "Q",
    GrantKind.BY_ORDER: "L",
    GrantKind.DEPUTY: "K",
    GrantKind.DEPUTY_IN_CHARGE: "P",
    GrantKind.COMMUNE_DELEGATION: "C",
    GrantKind.ABSENCE_COVER: "A",
}
#: What may follow what. Devolved competence is one's own, but goes to no further body; by order it
#: may be passed to the deputy, as KT.; a delegate's deputy signs for it; nothing else is passed on.
_LAWFUL = re.compile(r"V?(L?[KP]?|Q)|U[KP]?|C")


@dataclass(frozen=True, slots=True)
class Chain:
    """The competence by law, the lines in order, and the seats: the law's, then each line's."""

    law: Competence
    lines: tuple[Grant, ...]
    seats: tuple[Position, ...]


def kind_of(known: Known, line: Grant) -> GrantKind:
    return known.register.instruments[line.instrument_id].kind


def lawful(kinds: Sequence[GrantKind]) -> bool:
    """Whether instruments of these kinds may stand in a row."""
    return _LAWFUL.fullmatch("".join(_LETTERS[kind] for kind in kinds)) is not None


def covers(line: Grant, power: Power, procedure: str) -> bool:
    return power in line.powers and (line.procedures is None or procedure in line.procedures)


def chains(known: Known, power: Power, procedure: str) -> Iterator[Chain]:
    """All of them for a procedure and a power, at every unit."""
    register = known.register
    lines = [line for line in register.grants if covers(line, power, procedure)]
    for law in register.competences:
        if law.procedure == procedure and power in law.powers:
            yield from _longer(known, lines, Chain(law, (), (register.positions[law.position_id],)))


def _longer(known: Known, lines: list[Grant], chain: Chain) -> Iterator[Chain]:
    yield chain
    for line in lines:
        kinds = [kind_of(known, each) for each in (*chain.lines, line)]
        if line.from_position_id == chain.seats[-1].id and lawful(kinds):
            for seat in leads_to(known, line, chain.seats[-1]):
                longer = replace(chain, lines=(*chain.lines, line), seats=(*chain.seats, seat))
                yield from _longer(known, lines, longer)


def leads_to(known: Known, line: Grant, giver: Position) -> Iterator[Position]:
    """The seats at which a line may be used, if a line of this kind may be written so at all."""
    kind, instrument = kind_of(known, line), known.register.instruments[line.instrument_id]
    by_another = kind in (GrantKind.DEVOLUTION, GrantKind.DEPUTY_IN_CHARGE)
    if giver.rank is not Rank.HEAD:
        return
    if not by_another and instrument.issuer_position_id != giver.id:
        return
    if kind is GrantKind.COMMUNE_DELEGATION:
        yield from _seats_of_the_named(known, line, giver)
    elif line.to_person_id is None:
        for seat in known.register.positions.values():
            head_of_it = seat.unit_id == line.to_unit_id and seat.rank is Rank.HEAD
            meant = seat.id == line.to_position_id or head_of_it
            if meant and _may_receive(known, kind, giver, seat):
                yield seat


def _seats_of_the_named(known: Known, line: Grant, giver: Position) -> Iterator[Position]:
    """A civil servant of the chairman's own committee, wherever in it they sit."""
    places = {
        each.position_id
        for each in known.register.appointments
        if each.person_id == line.to_person_id
    }
    for seat in known.register.positions.values():
        at_home = seat.unit_id == giver.unit_id or inside(known, seat.unit_id, giver.unit_id)
        if seat.id in places and at_home:
            yield seat


def _may_receive(known: Known, kind: GrantKind, giver: Position, seat: Position) -> bool:
    home = seat.unit_id == giver.unit_id
    if kind in (GrantKind.DEPUTY, GrantKind.DEPUTY_IN_CHARGE):
        return home and seat.rank is Rank.DEPUTY
    if seat.rank is not Rank.HEAD or home:
        return False
    if kind in (GrantKind.BY_ORDER, GrantKind.SIGNING_DELEGATION):
        return inside(known, seat.unit_id, giver.unit_id)
    return kind in (GrantKind.DEVOLUTION, GrantKind.DELEGATION)
