"""Powers that go with the seat, and who covers an absence there: work is routed, nothing signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import Appointment, GrantKind, Position, Power, Question
from engine.simulate.authority.chains import covers, kind_of
from engine.simulate.authority.known import Known
from engine.simulate.authority.plain import Plain, barred, interval
from engine.simulate.authority.scopes import within
from engine.simulate.authority.standing import holds, line_counts, seat_stands, sitting


def by_seats(known: Known, question: Question) -> Iterator[Plain]:
    """All answers yes for receiving, appraising and sealing."""
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
                *interval(known, question.at, throughout),
            )
