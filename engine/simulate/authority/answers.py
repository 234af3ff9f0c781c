"""Who may, by trying every chain with everybody who sits at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import (
    Appointment,
    GrantKind,
    Position,
    Power,
    Question,
)
from engine.simulate.authority.block import form_and_seal, lines_above_the_name
from engine.simulate.authority.chains import (
    Chain,
    chains,
    covers,
    kind_of,
    lawful,
    leads_to,
)
from engine.simulate.authority.known import Known, records
from engine.simulate.authority.scopes import within
from engine.simulate.authority.standing import (
    holds,
    line_counts,
    seat_stands,
    sitting,
)

_GIVES_AWAY = (GrantKind.DEVOLUTION, GrantKind.DELEGATION, GrantKind.SIGNING_DELEGATION)
_IN_HIS_NAME = (GrantKind.DEPUTY, GrantKind.DEPUTY_IN_CHARGE, GrantKind.BY_ORDER)
_JUDGES = (Power.DECIDE, Power.SIGN, Power.APPRAISE)


@dataclass(frozen=True, slots=True)
class Plain:
    """An answer yes. `chain`: ids of the law or the seat, the instruments, the appointment."""

    person: UUID
    seat: UUID
    lines: tuple[str, ...]
    form: UUID
    seal: UUID
    chain: tuple[UUID, ...]
    valid_from: datetime
    valid_to: datetime | None


def everybody(known: Known, question: Question) -> set[Plain]:
    """All answers yes, whoever asks: the question's person is ignored."""
    if question.power in (Power.DECIDE, Power.SIGN):
        return set(_by_chains(known, question))
    return set(_by_seats(known, question))


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
                *_interval(known, question.at, throughout),
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


def _by_seats(known: Known, question: Question) -> Iterator[Plain]:
    for seat in known.register.positions.values():
        if seat.unit_id == question.unit and question.power in seat.powers:
            yield from _in_seat(known, question, seat, seat, ())
            for line in known.register.grants:
                cover = known.register.positions.get(line.to_position_id or seat.id)
                if (
                    kind_of(known, line) is GrantKind.ABSENCE_COVER
                    and line.from_position_id == seat.id
                    and line.to_position_id is not None
                    and cover is not None
                    and question.power is not Power.SEAL
                    and covers(line, question.power, question.procedure)
                    and within(line.scope, question.facts)
                ):
                    yield from _in_seat(known, question, seat, cover, (line.id,))


def _in_seat(
    known: Known, question: Question, seat: Position, actor: Position, covers: tuple[UUID, ...]
) -> Iterator[Plain]:
    """Who sits in `actor` and does the work of `seat`, as long as the lines hold."""
    lines = [line for line in known.register.grants if line.id in covers]

    for appointment in sitting(known, actor, question.at):

        def throughout(at: datetime, a: Appointment = appointment) -> bool:
            stands = seat_stands(known, seat, at) and seat_stands(known, actor, at)
            return stands and holds(a.period, at) and all(line_counts(known, x, at) for x in lines)

        if throughout(question.at) and not barred(known, question, appointment):
            yield Plain(
                appointment.person_id,
                actor.id,
                (),
                seat.unit_id,
                seat.unit_id,
                (seat.id, *(line.instrument_id for line in lines), appointment.id),
                *_interval(known, question.at, throughout),
            )


def barred(known: Known, question: Question, appointment: Appointment) -> bool:
    """One's own case, a declared conflict, and four eyes."""
    involved, person = question.involvement, known.register.persons[appointment.person_id]
    if question.power in _JUDGES and (
        person.identity in involved.applicant_identities
        or person.id in involved.conflict_declared_by
    ):
        return True
    return (
        question.power is Power.DECIDE and involved.four_eyes and person.id in involved.prepared_by
    )


def _interval(
    known: Known, at: datetime, holds_at: Callable[[datetime], bool]
) -> tuple[datetime, datetime | None]:
    """Walk from boundary to boundary of everything recorded, back and forth, while it holds."""
    moments = sorted(_moments(known))
    begins = [moment for moment in moments if moment <= at]
    while len(begins) > 1 and holds_at(begins[-2]):
        begins.pop()
    ends = [moment for moment in moments if moment > at and not holds_at(moment)]
    return begins[-1], min(ends, default=None)


def _moments(known: Known) -> Iterator[datetime]:
    for record in records(known.register):
        if record.period is not None:
            yield record.period.valid_from
            if record.period.valid_to is not None:
                yield record.period.valid_to
    for words in known.said.values():
        yield from (since for _, since in words)
