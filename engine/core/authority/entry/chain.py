"""Whether the giver of a line holds what it gives, and may give it to that seat.

The line is tried in the register as if it were in force, and the same routes are drawn by which
every signature is judged: a second delegation and an unlawful pair of seats are found there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from engine.core.authority.entry.finding import Finding
from engine.core.authority.force import not_in_force
from engine.core.authority.register import (
    Grant,
    GrantKind,
    Instrument,
    InstrumentState,
    Power,
    Register,
)
from engine.core.authority.routes import Route, routes_by_law
from engine.core.authority.words import POWERS, end_words, instrument_name, seat_name
from engine.say import say

_UNISSUED = (InstrumentState.DRAFT, InstrumentState.REVIEWED)


def chain_findings(register: Register, act: Instrument, line: Grant) -> Iterator[Finding]:
    """For each procedure and power of the line: who gave it to the giver, and may it go on?

    A line over every procedure of the giver needs one that may be given; a line that lists them
    needs all.
    """
    if line.from_position_id not in register.positions:
        return
    tried = as_if_in_force(register, act, line)
    for power in sorted(line.powers):
        if line.procedures is None:
            yield from _any(tried, act, line, power)
        else:
            yield from _each(tried, act, line, power, sorted(line.procedures))
    if act.kind is GrantKind.DEPUTY_IN_CHARGE:
        yield from _head_still_there(register, act, line)


def as_if_in_force(register: Register, act: Instrument, line: Grant) -> Register:
    """The register with this one line of the instrument, and none of its others."""
    issued = replace(act, state=InstrumentState.IN_FORCE, state_since=act.period.valid_from)
    others = tuple(grant for grant in register.grants if grant.instrument_id != act.id)
    return replace(
        register,
        instruments={**register.instruments, act.id: issued},
        grants=(*others, replace(line, instrument_id=act.id)),
    )


def _any(tried: Register, act: Instrument, line: Grant, power: Power) -> Iterator[Finding]:
    every: list[Finding] = []
    for procedure in sorted({competence.procedure for competence in tried.competences}):
        found = _judged(tried, act, line, power, procedure)
        if found is not None and not any(each.grave for each in found):
            yield from found
            return
        every += found or ()
    seat = seat_name(tried, tried.positions[line.from_position_id])
    nothing = say("%(seat)s chưa có thẩm quyền nào trong danh mục để giao.", seat=seat)
    yield every[0] if every else Finding("giver", nothing)


def _each(
    tried: Register, act: Instrument, line: Grant, power: Power, procedures: list[str]
) -> Iterator[Finding]:
    said: dict[str, Finding] = {}
    lacking: list[str] = []
    for procedure in procedures:
        found = _judged(tried, act, line, power, procedure)
        if found is None:
            lacking.append(procedure)
        else:
            said |= {each.says: each for each in found}
    yield from said.values()
    if lacking:
        sentence = say(
            "%(seat)s không có quyền %(power)s thủ tục %(procedures)s: chưa có quy định của pháp "
            "luật hay văn bản nào giao quyền đó.",
            seat=seat_name(tried, tried.positions[line.from_position_id]),
            power=say(POWERS[power]),
            procedures=", ".join(lacking),
        )
        yield Finding("giver", sentence)


def _judged(
    tried: Register, act: Instrument, line: Grant, power: Power, procedure: str
) -> list[Finding] | None:
    """None when the giver does not hold this power at all."""
    drawn = list(routes_by_law(tried, power, procedure))
    through = [route for route in drawn if route.grants and route.grants[-1].id == line.id]
    lawful = [route for route in through if route.fault is None]
    if lawful:
        standing = [[*_broken(tried, act, route)] for route in lawful]
        return min(standing, key=lambda found: (any(f.grave for f in found), len(found)))
    if through:
        assert through[0].fault is not None
        return [Finding("to", through[0].fault.says)]
    if any(route.fault is None and _ends_at(route, line) for route in drawn):
        said = say("Nơi nhận chưa có vị trí người đứng đầu để nhận quyền này.")
        return [Finding("to", said)]
    return None


def _ends_at(route: Route, line: Grant) -> bool:
    return route.person_id is None and route.seats[-1].id == line.from_position_id


def _broken(tried: Register, act: Instrument, route: Route) -> Iterator[Finding]:
    """What of the chain above the line does not hold when the line begins, or ends before it."""
    begins, ends = act.period.valid_from, act.period.valid_to
    assert route.competence is not None
    law = route.competence.period
    if not law.holds(begins):
        said = say(
            "Thẩm quyền theo %(legal_basis)s không có hiệu lực khi văn bản này bắt đầu.",
            legal_basis=route.competence.legal_basis,
        )
        yield Finding("giver", said)
    for grant in route.grants[:-1]:
        above = tried.instruments[grant.instrument_id]
        refusal = not_in_force(tried, above, begins)
        if refusal is not None:
            yield Finding("giver", refusal.says, grave=above.state not in _UNISSUED)
            continue
        until = above.period.valid_to
        if until is not None and (ends is None or ends > until):
            said = say(
                "%(instrument)s chỉ có hiệu lực %(until)s, trước khi văn bản này hết hiệu lực.",
                instrument=instrument_name(tried, above),
                until=end_words(until),
            )
            yield Finding("giver", said, grave=False)


def _head_still_there(register: Register, act: Instrument, line: Grant) -> Iterator[Finding]:
    for held in register.appointments:
        if held.position_id == line.from_position_id and held.period.holds(act.period.valid_from):
            said = say(
                "%(seat)s đang có người giữ chức; giao phụ trách chỉ có tác dụng khi ghế trống.",
                seat=seat_name(register, register.positions[line.from_position_id]),
            )
            yield Finding("giver", said, grave=False)
            return
