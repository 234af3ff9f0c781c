"""From a route that holds to the mandate: as whom, on what ground, from when until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from functools import lru_cache

from engine.core.authority.capacity import own_title
from engine.core.authority.force import force_of_grant
from engine.core.authority.limits import Case
from engine.core.authority.register import (
    AUTHORITY_POWERS,
    ConditionMet,
    Grant,
    GrantKind,
    Instrument,
    Link,
    LinkKind,
    Mandate,
    Period,
)
from engine.core.authority.scope import condition_met
from engine.core.authority.verdict import giver_name, receiver_name
from engine.core.authority.words import POWERS, instrument_name, period_words, seat_name
from engine.core.canonical import canonical, sha256_hex
from engine.core.vietnamese import format_date
from engine.say import in_vietnamese, say

_SAYS = {
    GrantKind.DEVOLUTION: "{to} được {giver} phân cấp {power} thủ tục {procedure}",
    GrantKind.DELEGATION: "{to} được {giver} ủy quyền {power} thủ tục {procedure}",
    GrantKind.COMMUNE_DELEGATION: "{to} được {giver} ủy quyền {power} thủ tục {procedure}",
    GrantKind.SIGNING_DELEGATION: "{to} được ký thừa ủy quyền {giver}",
    GrantKind.BY_ORDER: "{to} được ký thừa lệnh {giver}",
    GrantKind.DEPUTY: "{to} được phân công ký thay {giver}",
    GrantKind.DEPUTY_IN_CHARGE: "{to} được giao phụ trách, ký thay {giver}",
    GrantKind.ABSENCE_COVER: "{to} xử lý thay {giver} khi vắng mặt",
}


@in_vietnamese()
def mandate_of(case: Case, periods: Sequence[Period]) -> Mandate:
    """The mandate of a case in which every limit holds; `periods` are those of the limits."""
    ends = [period.valid_to for period in periods if period.valid_to is not None]
    question, route = case.question, case.route
    mandate = Mandate(
        id="",
        person_id=case.person.id,
        position_id=case.appointment.position_id,
        power=question.power,
        procedure=question.procedure,
        unit_id=question.unit,
        capacity=_capacity(case),
        form_of=route.agency_id,
        seal_of=route.agency_id,
        citations=tuple(dict.fromkeys(_citations(case))),
        chain=chain_of(case),
        valid_from=max(period.valid_from for period in periods),
        valid_to=min(ends, default=None),
        epoch=case.register.epoch,
        conditions=tuple(_conditions(case)),
    )
    return replace(mandate, id=mandate_id(mandate))


def mandate_id(mandate: Mandate) -> str:
    """SHA-256 (hex) of the canonical content of a mandate, its id and epoch left out.

    A change of the register that leaves the answer as it was must leave its id, too: else any
    change anywhere would void the pages shown and the signatures in flight.
    """
    return _hash_of(replace(mandate, id="", epoch=0))


@lru_cache(4096)
def _hash_of(mandate: Mandate) -> str:
    """Kept, because one officer's mandate is asked for at every step that they do."""
    content = {
        field.name: getattr(mandate, field.name)
        for field in fields(mandate)
        if field.name not in ("id", "epoch", "conditions")
    }
    if mandate.conditions:
        content["conditions"] = mandate.conditions
    return sha256_hex(canonical(content))


def _capacity(case: Case) -> tuple[str, ...]:
    if case.question.power not in AUTHORITY_POWERS:
        return ()
    seat = case.register.positions[case.appointment.position_id]
    return (*case.route.lines, own_title(seat, case.appointment.acting))


def _citations(case: Case) -> Iterator[str]:
    if competence := case.route.competence:
        yield competence.legal_basis
        for _, instrument in case.instruments():
            yield instrument_name(case.register, instrument)


def _conditions(case: Case) -> Iterator[ConditionMet]:
    for grant in case.route.grants:
        if met := condition_met(grant, case.question):
            yield met


@in_vietnamese()
def chain_of(case: Case) -> tuple[Link, ...]:
    """Law or seat, each instrument, and who holds the last seat, in words; holding or not."""
    return tuple(_chain(case))


def _chain(case: Case) -> Iterator[Link]:
    register, route, question = case.register, case.route, case.question
    first = seat_name(register, route.seats[0])
    power = say(POWERS[question.power])
    if competence := route.competence:
        holder = first
        if competence.collective:
            holder = register.units[competence.unit_id].name
        says = f"{holder} có thẩm quyền {power} thủ tục {question.procedure}"
        yield Link(LinkKind.LAW, competence.id, f"{says} theo {competence.legal_basis}.")
    else:
        yield Link(LinkKind.SEAT, route.seats[0].id, f"{first} có nhiệm vụ {power}.")
    for grant, instrument in case.instruments():
        yield Link(LinkKind.INSTRUMENT, instrument.id, _grant_says(case, grant, instrument))
    appointment = case.appointment
    seat = seat_name(register, register.positions[appointment.position_id])
    since = period_words(appointment.period).removeprefix("hiệu lực ")
    acting = "quyền " if appointment.acting else ""
    says = f"{case.person.full_name} giữ {acting}chức {seat} {since}."
    yield Link(LinkKind.APPOINTMENT, appointment.id, says)


def _grant_says(case: Case, grant: Grant, instrument: Instrument) -> str:
    register, question = case.register, case.question
    force = force_of_grant(register, grant, question.at) or instrument.period
    says = _SAYS[instrument.kind].format(
        to=receiver_name(register, grant),
        giver=giver_name(register, case.route, grant),
        power=say(POWERS[question.power]),
        procedure=question.procedure,
    )
    named = f"{says} tại {instrument_name(register, instrument)}, {period_words(force)}"
    if force.holds(question.at):
        return f"{named}."
    since = format_date(question.started_at or question.at)
    return f"{named}; hồ sơ tiếp nhận ngày {since} được giải quyết tiếp đến khi xong."
