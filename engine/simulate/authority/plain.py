"""One answer of the plain model: who, as whom, from when until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import Appointment, Power, Question
from engine.simulate.authority.known import Known, records

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


def interval(
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
