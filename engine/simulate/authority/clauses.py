"""Whether what a refusal says is so: the clause, of the record that it names."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from engine.core.authority.register import (
    Appointment,
    Clause,
    Grant,
    GrantKind,
    Instrument,
    InstrumentState,
    Power,
    Question,
    Refusal,
)
from engine.simulate.authority.known import Known, Record, records
from engine.simulate.authority.scopes import within
from engine.simulate.authority.standing import holds, replaced, state_at

_NOT_ISSUED = (None, InstrumentState.DRAFT, InstrumentState.REVIEWED)


def is_so(known: Known, question: Question, refusal: Refusal) -> bool:
    """Whether the clause is true of the named record and this question."""
    if not refusal.says.strip().endswith(".") or "None" in refusal.says:
        return False
    record = _record(known, refusal.record_id)
    if refusal.record_id is not None and record is None:
        return refusal.record_id in known.register.persons
    return _TRUE[refusal.clause](known, question, record)


def _record(known: Known, record_id: UUID | None) -> Record | None:
    return next((each for each in records(known.register) if each.id == record_id), None)


def _not_yet(known: Known, question: Question, record: Record | None) -> bool:
    at = question.at
    if record is None:
        return False
    if isinstance(record, Instrument) and state_at(known, record.id, at) in _NOT_ISSUED:
        return True
    return record.period is not None and at < record.period.valid_from


def _expired(known: Known, question: Question, record: Record | None) -> bool:
    if isinstance(record, Instrument) and replaced(known, record, question.at):
        return True
    return record is not None and _ended(record, question.at)


def _ended(record: Record, at: datetime) -> bool:
    ends = None if record.period is None else record.period.valid_to
    return ends is not None and ends <= at


def _state(state: InstrumentState) -> Callable[[Known, Question, Record | None], bool]:
    def is_in_it(known: Known, question: Question, record: Record | None) -> bool:
        found = isinstance(record, Instrument) and state_at(known, record.id, question.at)
        return found is state

    return is_in_it


def _condition(known: Known, question: Question, record: Record | None) -> bool:
    return isinstance(record, Grant) and not within(record.scope, question.facts)


def _redelegated(known: Known, question: Question, record: Record | None) -> bool:
    """The giver has the power at most through an instrument himself, or one keeps deputies out."""
    if isinstance(record, Instrument) and not record.deputies_may_sign:
        return True
    if isinstance(record, Grant):
        lines = [record]
    else:
        lines = [
            line
            for line in known.register.grants
            if isinstance(record, Instrument) and line.instrument_id == record.id
        ]
    return any(_received(known, line.from_position_id) for line in lines)


def _received(known: Known, seat_id: UUID) -> bool:
    seat = known.register.positions[seat_id]
    people = {each.person_id for each in known.register.appointments if each.position_id == seat_id}
    return any(
        line.to_position_id == seat_id
        or line.to_unit_id == seat.unit_id
        or line.to_person_id in people
        for line in known.register.grants
    )


def _own_case(known: Known, question: Question, record: Record | None) -> bool:
    person = known.register.persons[question.person]
    return person.identity in question.involvement.applicant_identities


def _conflict(known: Known, question: Question, record: Record | None) -> bool:
    return question.person in question.involvement.conflict_declared_by


def _four_eyes(known: Known, question: Question, record: Record | None) -> bool:
    involved = question.involvement
    prepared = involved.four_eyes and question.person in involved.prepared_by
    return prepared and question.power is Power.DECIDE


def _not_appointed(known: Known, question: Question, record: Record | None) -> bool:
    """No seat at all, or not the one that is named."""
    if isinstance(record, Appointment):
        return record.person_id == question.person and not holds(record.period, question.at)
    return not any(
        each.person_id == question.person and holds(each.period, question.at)
        for each in known.register.appointments
    )


def _not_qualified(known: Known, question: Question, record: Record | None) -> bool:
    person = known.register.persons[question.person]
    return (
        isinstance(record, Grant)
        and record.to_person_id == person.id
        and record.qualification not in (None, *person.qualifications)
    )


def _absent(known: Known, question: Question, record: Record | None) -> bool:
    """A cover for an absence is all there is, and it never gives the power to sign or to seal."""
    return isinstance(record, Instrument) and record.kind is GrantKind.ABSENCE_COVER


def _not_competent(known: Known, question: Question, record: Record | None) -> bool:
    return True


_TRUE: dict[Clause, Callable[[Known, Question, Record | None], bool]] = {
    Clause.NOT_COMPETENT: _not_competent,
    Clause.EXPIRED: _expired,
    Clause.NOT_YET: _not_yet,
    Clause.SUSPENDED: _state(InstrumentState.SUSPENDED),
    Clause.REVOKED: _state(InstrumentState.REVOKED),
    Clause.CONDITION: _condition,
    Clause.REDELEGATED: _redelegated,
    Clause.OWN_CASE: _own_case,
    Clause.CONFLICT_DECLARED: _conflict,
    Clause.FOUR_EYES: _four_eyes,
    Clause.NOT_APPOINTED: _not_appointed,
    Clause.NOT_QUALIFIED: _not_qualified,
    Clause.ABSENT: _absent,
}
