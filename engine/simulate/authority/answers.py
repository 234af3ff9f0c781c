"""Who may, by trying every chain with everybody who sits at its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from engine.core.authority.register import (
    Appointment,
    GrantKind,
    Power,
    Question,
)
from engine.simulate.authority.block import form_and_seal, lines_above_the_name
from engine.simulate.authority.by_seats import by_seats
from engine.simulate.authority.chains import (
    Chain,
    chains,
    covers,
    kind_of,
    lawful,
    leads_to,
)
from engine.simulate.authority.known import Known
from engine.simulate.authority.plain import Plain, barred, interval
from engine.simulate.authority.scopes import within
from engine.simulate.authority.standing import (
    holds,
    line_counts,
    seat_stands,
    sitting,
)

_GIVES_AWAY = (GrantKind.DEVOLUTION, GrantKind.DELEGATION, GrantKind.SIGNING_DELEGATION)
_IN_HIS_NAME = (GrantKind.DEPUTY, GrantKind.DEPUTY_IN_CHARGE, GrantKind.BY_ORDER)


def everybody(known: Known, question: Question) -> set[Plain]:
    """All answers yes, whoever asks: the question's person is ignored."""
    if question.power in (Power.DECIDE, Power.SIGN):
        return set(_by_chains(known, question))
    return set(by_seats(known, question))


def _by_chains(known: Known, question: Question) -> Iterator[Plain]:
    for chain in chains(known, question.power, question.procedure):
        form, seal = form_and_seal(known, chain)
        if form != question.unit or not _may_be_used(known, chain, question, question.at):
            continue
        for appointment in sitting(known, chain.seats[-1], question.at):
            if barred(known, question, appointment) or not _is_meant(known, chain, appointment):
                continue

            def throughout(at: datetime, a: Appointment = appointment, c: Chain = chain) -> bool:
                return holds(a.period, at) and _may_be_used(known, c, question, at)

            yield Plain(
                appointment.person_id,
                appointment.position_id,
                lines_above_the_name(known, chain, appointment),
                form,
                seal,
                (chain.law.id, *(each.instrument_id for each in chain.lines), appointment.id),
                *interval(known, question.at, throughout),
            )


def _may_be_used(known: Known, chain: Chain, question: Question, at: datetime) -> bool:
    return (
        holds(chain.law.period, at)
        and holds(known.register.units[chain.law.unit_id].period, at)
        and all(seat_stands(known, seat, at) for seat in chain.seats)
        and all(
            line_counts(known, line, at) and within(line.scope, question.facts)
            for line in chain.lines
        )
        and _deputies_are_let(known, chain)
        and _nobody_sits_where_a_deputy_is_in_charge(known, chain, at)
        and not _given_away(known, chain, question, at)
    )


def _deputies_are_let(known: Known, chain: Chain) -> bool:
    """A deputy signs for the delegate unless the instrument says no."""
    kinds = [kind_of(known, line) for line in chain.lines]
    if not kinds or kinds[-1] not in (GrantKind.DEPUTY, GrantKind.DEPUTY_IN_CHARGE):
        return True
    return all(
        known.register.instruments[line.instrument_id].deputies_may_sign
        for line in chain.lines[:-1]
    )


def _nobody_sits_where_a_deputy_is_in_charge(known: Known, chain: Chain, at: datetime) -> bool:
    return not any(
        kind_of(known, line) is GrantKind.DEPUTY_IN_CHARGE and sitting(known, giver, at)
        for line, giver in zip(chain.lines, chain.seats, strict=False)
    )


def _given_away(known: Known, chain: Chain, question: Question, at: datetime) -> bool:
    """A giver who kept nothing back acts no longer, nor does anybody in his name.

    Giver is who has the competence, by law or devolved; a line that the law does not know takes
    nothing away.
    """
    kinds = [kind_of(known, line) for line in chain.lines]
    for place, seat in enumerate(chain.seats):
        has_it = place == 0 or kinds[place - 1] is GrantKind.DEVOLUTION
        if not has_it or any(kind not in _IN_HIS_NAME for kind in kinds[place : place + 1]):
            continue
        for line in known.register.grants:
            instrument = known.register.instruments[line.instrument_id]
            if (
                line.from_position_id == seat.id
                and instrument.exclusive
                and instrument.kind in _GIVES_AWAY
                and lawful([*kinds[:place], instrument.kind])
                and any(leads_to(known, line, seat))
                and covers(line, question.power, question.procedure)
                and within(line.scope, question.facts)
                and line_counts(known, line, at)
            ):
                return True
    return False


def _is_meant(known: Known, chain: Chain, appointment: Appointment) -> bool:
    """A line to a person is that person's, if they have what it asks for."""
    named = [line for line in chain.lines if line.to_person_id is not None]
    if not named:
        return True
    person = known.register.persons[appointment.person_id]
    asked = named[-1].qualification
    return named[-1].to_person_id == person.id and (asked is None or asked in person.qualifications)
