"""Why not, for someone at whose seat no route ends at all."""

from __future__ import annotations

from engine.core.authority.register import (
    Appointment,
    Clause,
    GrantKind,
    Question,
    Refusal,
    Register,
)
from engine.core.authority.words import POWERS, end_words, instrument_name, moment_words, seat_name
from engine.say import say


def without_a_route(register: Register, question: Question) -> Refusal:
    """Not appointed anywhere; only covering an absence; or in a seat without this power."""
    person = register.persons.get(question.person)
    who = person.full_name if person else say("Người này")
    held = sorted(
        (each for each in register.appointments if each.person_id == question.person),
        key=lambda each: (each.period.valid_from, each.id),
    )
    seats = [each for each in held if each.period.holds(question.at)]
    if not seats:
        return _not_appointed(register, question, who, held)
    return _covering(register, question, who, seats) or _powerless(register, question, who, seats)


def _not_appointed(
    register: Register, question: Question, who: str, held: list[Appointment]
) -> Refusal:
    if not held:
        said = say(
            "%(who)s không giữ chức vụ nào có liên quan đến thủ tục %(procedure)s.",
            who=who,
            procedure=question.procedure,
        )
        return Refusal(Clause.NOT_APPOINTED, None, said)
    last = held[-1]
    seat = seat_name(register, register.positions[last.position_id])
    until = last.period.valid_to
    if until is not None and question.at >= until:
        when = end_words(until)
    else:
        when = say("từ %(valid_from)s", valid_from=moment_words(last.period.valid_from))
    return Refusal(
        Clause.NOT_APPOINTED,
        last.id,
        say("%(who)s giữ chức %(seat)s chỉ %(when)s.", who=who, seat=seat, when=when),
    )


def _covering(
    register: Register, question: Question, who: str, seats: list[Appointment]
) -> Refusal | None:
    """Cover for an absence routes work; it never gives the power to sign or to seal."""
    positions = {each.position_id for each in seats}
    for grant in sorted(register.grants, key=lambda each: each.id):
        instrument = register.instruments.get(grant.instrument_id)
        if instrument is None or grant.to_position_id not in positions:
            continue
        if instrument.kind is GrantKind.ABSENCE_COVER:
            said = say(
                "%(who)s chỉ xử lý thay khi vắng mặt theo %(instrument)s; việc đó "
                "không cho quyền %(power)s.",
                who=who,
                instrument=instrument_name(register, instrument),
                power=say(POWERS[question.power]),
            )
            return Refusal(Clause.ABSENT, instrument.id, said)
    return None


def _powerless(
    register: Register, question: Question, who: str, seats: list[Appointment]
) -> Refusal:
    seat = register.positions[seats[-1].position_id]
    unit = register.units.get(question.unit)
    said = say(
        "%(who)s giữ chức %(seat)s; chưa có quy định hay văn bản nào giao chức "
        "vụ này quyền %(power)s thủ tục %(procedure)s tại %(unit)s.",
        who=who,
        seat=seat_name(register, seat),
        power=say(POWERS[question.power]),
        procedure=question.procedure,
        unit=unit.name if unit else say("đơn vị này"),
    )
    return Refusal(Clause.NOT_COMPETENT, seat.id, said)
