"""The one question: may this person use this power here, now? A mandate, or a reason why not.

Pure: `register` is a frozen slice read beforehand, `at` and the facts come with the question.
For the same slice the same question always has the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from engine.core.authority.lawful import is_part_of
from engine.core.authority.limits import STAGES, Case
from engine.core.authority.mandate import mandate_of
from engine.core.authority.refusal import without_a_route
from engine.core.authority.register import (
    Appointment,
    Clause,
    Involvement,
    Mandate,
    Period,
    Power,
    Question,
    Refusal,
    Register,
)
from engine.core.authority.routes import Route, routes
from engine.core.authority.words import POWERS, seat_name
from engine.say import say

_NOBODY = UUID(int=0)
_UNINVOLVED = Involvement()


def may_act(register: Register, question: Question) -> Mandate | Refusal:
    """Ask before a task is claimed, when a page to sign is shown, and at the signing second.

    Of several mandates the most specific is answered, of several refusals the one that came
    closest to a yes. A refusal names its clause, the record it fails on, and one Vietnamese
    sentence with number and dates. Rules: NĐ 30/2020/NĐ-CP Art 13, Luật TCCQĐP 72/2025 Art
    13–14; nobody appraises, signs or decides in their own matter or after declaring a conflict,
    and who prepared a dossier does not decide it where the procedure asks for four eyes.
    """
    refusals: list[tuple[int, Refusal]] = []
    for route in ordered_routes(register, question.power, question.procedure, question.unit):
        for case in cases_of(register, route, question, _of(register, question.person)):
            stage, answer = judge_case(case)
            if isinstance(answer, Mandate):
                return answer
            refusals.append((stage, answer))
    if refusals:
        return max(refusals, key=lambda each: each[0])[1]
    return without_a_route(register, question)


def mandates(
    register: Register,
    power: Power,
    procedure: str,
    unit: UUID,
    at: datetime,
    facts: Mapping[str, object],
    involvement: Involvement = _UNINVOLVED,
    started_at: datetime | None = None,
) -> list[Mandate]:
    """Everybody who may, one mandate for each way they may: the most specific first.

    Ask when an authority task opens (its candidates), and to find gaps and overlaps. The order
    is stable: named persons, then grants with conditions, then grants that list procedures, the
    fewest first, then the longer chains; the law's own competence last.
    """
    asked = Question(_NOBODY, power, procedure, unit, at, facts, involvement, started_at)
    found: dict[str, Mandate] = {}
    for route in ordered_routes(register, power, procedure, unit):
        for case in cases_of(register, route, asked, _in_order(register.appointments)):
            _, answer = judge_case(case)
            if isinstance(answer, Mandate):
                found.setdefault(answer.id, answer)
    return list(found.values())


def why_nobody(
    register: Register, power: Power, procedure: str, unit: UUID, at: datetime
) -> Refusal | None:
    """Why nobody may use this power at `at`, whatever the dossier says; None if somebody may.

    Ask at intake and at publication, when there are no answers yet: the conditions of grants are
    left out. Of several reasons the one that came closest to a yes.
    """
    unconditional = replace(
        register, grants=tuple(replace(grant, scope=None) for grant in register.grants)
    )
    return closest_refusal(unconditional, power, procedure, unit, at, {})


def closest_refusal(
    register: Register,
    power: Power,
    procedure: str,
    unit: UUID,
    at: datetime,
    facts: Mapping[str, object],
    involvement: Involvement = _UNINVOLVED,
    started_at: datetime | None = None,
) -> Refusal | None:
    """Why nobody may, for a dossier at hand: the gap that an incident names. None if somebody may.

    A seat on which nobody has ever sat is a gap, too, and told as one.
    """
    asked = Question(_NOBODY, power, procedure, unit, at, facts, involvement, started_at)
    closest, found = -1, _vacant(register, asked)
    for route in ordered_routes(register, power, procedure, unit):
        cases = list(cases_of(register, route, asked, _in_order(register.appointments)))
        answers = [judge_case(case) for case in cases] or [(0, _empty(register, route))]
        for stage, answer in answers:
            if isinstance(answer, Mandate):
                return None
            # Of several empty seats the law's own is named: it comes last.
            if stage > closest or (stage == closest and not cases):
                closest, found = stage, answer
    return found


def _empty(register: Register, route: Route) -> Refusal:
    if route.fault is not None:
        return route.fault
    seat = route.seats[-1]
    said = say("Chưa có ai giữ chức %(seat)s; cần bổ nhiệm.", seat=seat_name(register, seat))
    return Refusal(Clause.NOT_APPOINTED, seat.id, said)


def _vacant(register: Register, asked: Question) -> Refusal:
    unit = register.units.get(asked.unit)
    said = say(
        "Chưa có ai được giao quyền %(power)s thủ tục %(procedure)s tại "
        "%(unit)s; cần bổ sung phân công hoặc bổ nhiệm.",
        power=say(POWERS[asked.power]),
        procedure=asked.procedure,
        unit=unit.name if unit else say("đơn vị này"),
    )
    return Refusal(Clause.NOT_COMPETENT, None, said)


def judge_case(case: Case) -> tuple[int, Mandate | Refusal]:
    """The answer and how far it came: a refusal at a later stage was closer to a yes."""
    periods: list[Period] = []
    for stage, limits in enumerate(STAGES):
        for limit in limits(case):
            if isinstance(limit, Refusal):
                return stage, limit
            periods.append(limit)
    return len(STAGES), mandate_of(case, periods)


def cases_of(
    register: Register, route: Route, question: Question, appointments: Iterable[Appointment]
) -> Iterator[Case]:
    """Who sits, sat or will sit where the route ends; who is not in the slice is nobody."""
    for appointment in appointments:
        if route.person_id is None:
            fits = appointment.position_id == route.seats[-1].id
        else:
            fits = appointment.person_id == route.person_id and _serves(
                register, route, appointment
            )
        person = register.persons.get(appointment.person_id)
        if fits and person is not None:
            yield Case(register, replace(question, person=person.id), route, appointment, person)


def _serves(register: Register, route: Route, appointment: Appointment) -> bool:
    """A named person acts from a seat of the agency or of a part of it: a civil servant of the
    committee is whoever serves in it (Luật TCCQĐP 72/2025 Art 14.1)."""
    seat = register.positions[appointment.position_id]
    return is_part_of(register, seat, route.agency_id)


def _of(register: Register, person: UUID) -> Iterator[Appointment]:
    return (each for each in _in_order(register.appointments) if each.person_id == person)


def _in_order(appointments: Iterable[Appointment]) -> list[Appointment]:
    return sorted(appointments, key=lambda each: each.id)


def ordered_routes(register: Register, power: Power, procedure: str, unit: UUID) -> list[Route]:
    """Every route, the most specific first (see `mandates`)."""
    return sorted(routes(register, power, procedure, unit), key=_specificity)


def _specificity(route: Route) -> tuple[object, ...]:
    listed = [len(grant.procedures) for grant in route.grants if grant.procedures is not None]
    return (
        route.person_id is None,
        all(grant.scope is None for grant in route.grants),
        not listed,
        min(listed, default=0),
        -len(route.grants),
        [str(grant.id) for grant in route.grants],
        str(route.competence.id) if route.competence else "",
        [str(seat.id) for seat in route.seats],
    )
