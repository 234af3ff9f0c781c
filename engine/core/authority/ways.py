"""Every way from the law to somebody, with its answer: those that hold and those that fail.

Where `may_act` answers for one person and `mandates` for all who may, this shows the whole
picture: for the page "who may decide this", for `trinhky why`, for a stranger who asks why not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.core.authority.limits import Case
from engine.core.authority.mandate import chain_of
from engine.core.authority.may_act import cases_of, judge_case, ordered_routes
from engine.core.authority.register import (
    Appointment,
    Clause,
    Involvement,
    Link,
    Mandate,
    Person,
    Power,
    Question,
    Refusal,
    Register,
)
from engine.core.authority.routes import Route
from engine.core.authority.words import seat_name
from engine.say import say

_NOBODY = UUID(int=0)
_UNINVOLVED = Involvement()


@dataclass(frozen=True, slots=True)
class Way:
    """One route and who would act at its end; `person_id` None: the seat there is empty.

    `chain` is told whether the way holds or not; of an empty seat it ends with the instruments.
    """

    route: Route
    person_id: UUID | None
    position_id: UUID
    appointment_id: UUID | None
    chain: tuple[Link, ...]
    answer: Mandate | Refusal


def ways(
    register: Register,
    power: Power,
    procedure: str,
    unit: UUID,
    at: datetime,
    facts: Mapping[str, object],
    involvement: Involvement = _UNINVOLVED,
    started_at: datetime | None = None,
) -> list[Way]:
    """All of them at `at`, the most specific first; in every one somebody sits, or the seat is
    empty. Who sat there once, or will, is left out."""
    asked = Question(_NOBODY, power, procedure, unit, at, facts, involvement, started_at)
    sitting = [each for each in register.appointments if each.period.holds(at)]
    sitting.sort(key=lambda each: each.id)
    found: list[Way] = []
    for route in ordered_routes(register, power, procedure, unit):
        cases = list(cases_of(register, route, asked, sitting))
        found += [_way(case) for case in cases] or [_empty(register, route, asked)]
    return found


def _way(case: Case) -> Way:
    _, answer = judge_case(case)
    return Way(
        route=case.route,
        person_id=case.person.id,
        position_id=case.appointment.position_id,
        appointment_id=case.appointment.id,
        chain=chain_of(case),
        answer=answer,
    )


def _empty(register: Register, route: Route, asked: Question) -> Way:
    """Judged as if somebody sat there: what else fails is told first, the empty seat at last."""
    seat = route.seats[-1]
    ghost = Appointment(seat.id, _NOBODY, seat.id, False, seat.period)
    person = register.persons.get(route.person_id) if route.person_id else None
    case = Case(register, asked, route, ghost, person or Person(_NOBODY, "", None))
    _, answer = judge_case(case)
    if isinstance(answer, Mandate):
        answer = _nobody_sits(register, route, person)
    return Way(route, None, seat.id, None, chain_of(case)[:-1], answer)


def _nobody_sits(register: Register, route: Route, named: Person | None) -> Refusal:
    if named is not None:
        said = say("%(name)s không còn giữ chức vụ nào tại đơn vị.", name=named.full_name)
        return Refusal(Clause.NOT_APPOINTED, named.id, said)
    seat = route.seats[-1]
    said = say("Chưa có ai giữ chức %(seat)s.", seat=seat_name(register, seat))
    return Refusal(Clause.NOT_APPOINTED, seat.id, said)
