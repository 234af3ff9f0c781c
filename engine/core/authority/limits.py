"""What has to hold for a route to be a mandate, from far to near.

Each limit yields the periods in which it holds, or the refusal with which it fails. Their order
is the order of `STAGES`: a route that fails at a later stage came closer to a yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from engine.core.authority.force import (
    force_of,
    not_in_force,
    stretch_at,
    stretches_of_grant,
)
from engine.core.authority.lawful import redelegated
from engine.core.authority.on_end import may_be_finished
from engine.core.authority.register import (
    AUTHORITY_POWERS,
    Appointment,
    Clause,
    Grant,
    GrantKind,
    Instrument,
    Period,
    Person,
    Power,
    Question,
    Rank,
    Refusal,
    Register,
)
from engine.core.authority.routes import (
    Route,
    grants_from,
    held_by_law_or_devolved,
)
from engine.core.authority.scope import out_of_scope
from engine.core.authority.words import (
    POWERS,
    end_words,
    instrument_name,
    moment_words,
    seat_name,
)
from engine.say import say

_GIVEN_BY_SUPERIOR = frozenset(
    {GrantKind.DEVOLUTION, GrantKind.DEPUTY_IN_CHARGE, GrantKind.ABSENCE_COVER}
)
_IN_THE_GRANTORS_NAME = frozenset(
    {GrantKind.DEPUTY, GrantKind.DEPUTY_IN_CHARGE, GrantKind.BY_ORDER}
)
_CAN_EXCLUDE = frozenset({GrantKind.DEVOLUTION, GrantKind.DELEGATION, GrantKind.SIGNING_DELEGATION})
#: Powers that nobody uses in their own matter. Receiving and sealing judge nothing.
_JUDGING = AUTHORITY_POWERS | {Power.APPRAISE}

_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """One person in one seat on one route, and what is asked."""

    register: Register
    question: Question
    route: Route
    appointment: Appointment
    person: Person

    def instruments(self) -> Iterator[tuple[Grant, Instrument]]:
        for grant in self.route.grants:
            yield grant, self.register.instruments[grant.instrument_id]


Limits = Iterator[Period | Refusal]


def appointed(case: Case) -> Limits:
    """The person holds the seat at that moment."""
    appointment, seat = case.appointment, case.register.positions[case.appointment.position_id]
    held = say(
        "%(name)s giữ chức %(seat)s",
        name=case.person.full_name,
        seat=seat_name(case.register, seat),
    )
    yield _within(
        appointment.period, case.question.at, appointment.id, held, clause=Clause.NOT_APPOINTED
    )


def well_formed(case: Case) -> Limits:
    """The route is one that the law knows."""
    if case.route.fault is not None:
        yield case.route.fault


def standing(case: Case) -> Limits:
    """The competence, the units and the seats exist at that moment."""
    at, register = case.question.at, case.register
    if competence := case.route.competence:
        yield _within(
            competence.period,
            at,
            competence.id,
            say("Thẩm quyền theo %(legal_basis)s", legal_basis=competence.legal_basis),
        )
    seats = (*case.route.seats, register.positions[case.appointment.position_id])
    for seat in seats:
        yield _within(
            seat.period, at, seat.id, say("Chức vụ %(seat)s", seat=seat_name(register, seat))
        )
    for unit_id in dict.fromkeys((case.route.agency_id, *(seat.unit_id for seat in seats))):
        unit = register.units[unit_id]
        yield _within(unit.period, at, unit.id, unit.name)


def granted(case: Case) -> Limits:
    """Each instrument was issued by who could, and is in force."""
    for grant, instrument in case.instruments():
        if refusal := not_by_giver(case.register, grant, instrument):
            yield refusal
        if started := _started(case, grant):
            yield started
            continue
        if refusal := not_in_force(case.register, instrument, case.question.at):
            yield refusal
        elif force := stretch_at(force_of(case.register, instrument), case.question.at):
            yield force
        if grant.period is not None:
            said = say(
                "%(instrument)s giao quyền này",
                instrument=instrument_name(case.register, instrument),
            )
            yield _within(grant.period, case.question.at, grant.id, said)


def not_by_giver(register: Register, grant: Grant, instrument: Instrument) -> Refusal | None:
    """Why the issuer of the instrument cannot give away what this seat holds."""
    if instrument.issuer_position_id == grant.from_position_id:
        return None
    if instrument.kind in _GIVEN_BY_SUPERIOR:
        return None
    giver = register.positions[grant.from_position_id]
    return Refusal(
        Clause.NOT_COMPETENT,
        instrument.id,
        say(
            "%(instrument)s không do %(seat)s ban hành nên không giao được quyền này.",
            instrument=instrument_name(register, instrument),
            seat=seat_name(register, giver),
        ),
    )


def _started(case: Case, grant: Grant) -> Period | None:
    """The instrument has ended, and lets what was started under it be finished."""
    if stretch_at(stretches_of_grant(case.register, grant), case.question.at):
        return None
    return may_be_finished(case.register, grant, case.question)


def qualified(case: Case) -> Limits:
    """A named person has what the grant asks for (Luật TCCQĐP 72/2025 Art 14.1: the delegate must
    be able to do it)."""
    for grant, instrument in case.instruments():
        asked = grant.qualification
        if grant.to_person_id is not None and asked and asked not in case.person.qualifications:
            yield Refusal(
                Clause.NOT_QUALIFIED,
                grant.id,
                say(
                    "%(instrument)s chỉ giao cho người có trình độ “%(asked)s”; hồ sơ cán "
                    "bộ của %(name)s chưa ghi trình độ này.",
                    instrument=instrument_name(case.register, instrument),
                    asked=asked,
                    name=case.person.full_name,
                ),
            )


def vacant(case: Case) -> Limits:
    """Who is put in charge acts only while the head's seat is empty."""
    for grant, instrument in case.instruments():
        if instrument.kind is not GrantKind.DEPUTY_IN_CHARGE:
            continue
        heads = (
            each
            for each in case.register.appointments
            if each.position_id == grant.from_position_id
        )
        for head in sorted(heads, key=lambda each: each.id):
            seat = case.register.positions[head.position_id]
            said = say("%(seat)s đã có người giữ chức", seat=seat_name(case.register, seat))
            yield _outside(head.period, case.question.at, head.id, said)


def not_given_away(case: Case) -> Limits:
    """The grantor kept the power, or the grant left it to him (`exclusive`).

    Only what the giver could give is taken from him. Who receives it is not asked: a slice does
    not know the seats of the other body, and that body's seat may be empty.
    """
    register, question = case.register, case.question
    held = held_by_law_or_devolved(register, case.route)
    if held is None:
        return
    below = case.route.grants[len(held.grants) :]
    if any(register.instruments[g.instrument_id].kind not in _IN_THE_GRANTORS_NAME for g in below):
        return
    above = [register.instruments[grant.instrument_id] for grant in held.grants]
    given = grants_from(register, question.power, question.procedure, held.seats[-1])
    for grant, instrument in sorted(given, key=lambda each: each[0].id):
        if (
            instrument.exclusive
            and instrument.kind in _CAN_EXCLUDE
            and not_by_giver(register, grant, instrument) is None
            and held.seats[-1].rank is Rank.HEAD
            and redelegated(register, above, instrument) is None
            and out_of_scope(register, grant, question) is None
        ):
            said = say(
                "%(instrument)s đã giao hẳn quyền này",
                instrument=instrument_name(register, instrument),
            )
            for force in stretches_of_grant(register, grant):
                yield _outside(force, question.at, instrument.id, said)


def in_scope(case: Case) -> Limits:
    """The dossier meets the conditions of every grant."""
    for grant, _ in case.instruments():
        if refusal := out_of_scope(case.register, grant, case.question):
            yield refusal


def uninvolved(case: Case) -> Limits:
    """Not the person's own matter, no declared conflict, and four eyes where they are asked."""
    person, question = case.person, case.question
    involved = question.involvement
    if question.power in _JUDGING:
        if person.identity and person.identity in involved.applicant_identities:
            yield Refusal(
                Clause.OWN_CASE,
                person.id,
                say(
                    "%(name)s là người nộp hồ sơ này nên không được %(act)s.",
                    name=person.full_name,
                    act=_use(question),
                ),
            )
        if person.id in involved.conflict_declared_by:
            yield Refusal(
                Clause.CONFLICT_DECLARED,
                person.id,
                say(
                    "%(name)s đã khai báo xung đột lợi ích với hồ sơ này nên không được %(act)s.",
                    name=person.full_name,
                    act=_use(question),
                ),
            )
    prepared = involved.four_eyes and person.id in involved.prepared_by
    if prepared and question.power is Power.DECIDE:
        yield Refusal(
            Clause.FOUR_EYES,
            person.id,
            say(
                "%(name)s đã thẩm định hoặc soạn thảo hồ sơ này nên phải do người khác quyết định.",
                name=person.full_name,
            ),
        )


STAGES: tuple[Callable[[Case], Limits], ...] = (
    appointed,
    well_formed,
    standing,
    granted,
    qualified,
    vacant,
    not_given_away,
    in_scope,
    uninvolved,
)


def _use(question: Question) -> str:
    return say(POWERS[question.power])


def _within(
    period: Period, at: datetime, record_id: UUID, said: str, clause: Clause | None = None
) -> Period | Refusal:
    if period.holds(at):
        return period
    if at < period.valid_from:
        why = say(
            "%(said)s chỉ từ %(valid_from)s.", said=said, valid_from=moment_words(period.valid_from)
        )
        return Refusal(clause or Clause.NOT_YET, record_id, why)
    assert period.valid_to is not None
    return Refusal(
        clause or Clause.EXPIRED,
        record_id,
        say("%(said)s chỉ %(valid_to)s.", said=said, valid_to=end_words(period.valid_to)),
    )


def _outside(taken: Period, at: datetime, record_id: UUID, said: str) -> Period | Refusal:
    """The rest of time around `taken`, on the side where `at` lies; all of it around a post that
    ended before it began."""
    if taken.valid_to is not None and taken.valid_to <= taken.valid_from:
        return Period(_EVER)
    if taken.holds(at):
        why = say(
            "%(said)s từ %(valid_from)s.", said=said, valid_from=moment_words(taken.valid_from)
        )
        return Refusal(Clause.NOT_COMPETENT, record_id, why)
    if at < taken.valid_from:
        return Period(_EVER, taken.valid_from)
    assert taken.valid_to is not None
    return Period(taken.valid_to)
