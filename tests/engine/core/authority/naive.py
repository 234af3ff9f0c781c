"""Who may, written a second time from the text of the rules, as plainly as possible.

Shares no code with `engine.core.authority` but its values. It lists every chain the law knows
by hand and tries all grants in all places.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import product
from uuid import UUID

from engine.core.authority.register import (
    Appointment,
    Competence,
    Grant,
    GrantKind,
    InstrumentState,
    Position,
    Power,
    Question,
    Rank,
    Register,
)

K = GrantKind
#: Ký thay below a seat that has the power, or nothing.
_STEAD: list[list[GrantKind]] = [[], [K.DEPUTY], [K.DEPUTY_IN_CHARGE]]
CHAINS = [
    *_STEAD,
    *([K.BY_ORDER, *below] for below in _STEAD),
    *([K.DELEGATION, *below] for below in _STEAD),
    *([K.DEVOLUTION, *below] for below in _STEAD),
    *([K.DEVOLUTION, K.BY_ORDER, *below] for below in _STEAD),
    [K.SIGNING_DELEGATION],
    [K.DEVOLUTION, K.SIGNING_DELEGATION],
    [K.COMMUNE_DELEGATION],
]

#: person, seat, lines of the block, unit whose form and seal it takes
Answer = tuple[UUID, UUID, tuple[str, ...], UUID]


def everybody_who_may(register: Register, question: Question) -> set[Answer]:
    """All answers "yes" to the question, whoever asks (its person is ignored)."""
    if question.power not in (Power.DECIDE, Power.SIGN):
        return set(_by_seat(register, question))
    found = set()
    for law in register.competences:
        for kinds in CHAINS:
            candidates = [
                [g for g in register.grants if register.instruments[g.instrument_id].kind is kind]
                for kind in kinds
            ]
            for grants in product(*candidates):
                found |= set(_signers(register, question, law, list(grants)))
    return found


def _by_seat(register: Register, question: Question) -> Iterator[Answer]:
    for seat in register.positions.values():
        if seat.unit_id != question.unit or question.power not in seat.powers:
            continue
        seats = [seat]
        for grant in register.grants:
            cover = register.positions.get(grant.to_position_id or UUID(int=0))
            if (
                register.instruments[grant.instrument_id].kind is K.ABSENCE_COVER
                and question.power is not Power.SEAL
                and grant.from_position_id == seat.id
                and cover is not None
                and _gives(register, question, grant)
            ):
                seats.append(cover)
        if not seat.period.holds(question.at):
            continue
        for each in seats:
            for person, _ in _sitting(register, question, each):
                yield (person, each.id, (), question.unit)


def _signers(
    register: Register, question: Question, law: Competence, grants: list[Grant]
) -> Iterator[Answer]:
    if law.procedure != question.procedure or question.power not in law.powers:
        return
    if not law.period.holds(question.at):
        return
    seat, agency = register.positions[law.position_id], law.unit_id
    lines: list[str] = []
    whole = register.units[agency].collective_name
    if law.collective and whole:
        lines = ["TM. " + whole.upper()]
    holder = seat
    ways: list[tuple[Position, UUID, list[str], UUID | None]] = [(seat, agency, lines, None)]
    for grant in grants:
        ways = [step for way in ways for step in _steps(register, question, grant, *way)]
    if _given_away(register, question, holder, grants):
        return
    if not _deputies_allowed(register, grants):
        return
    for last, unit, above, person in ways:
        if unit != question.unit or not _seats_stand(register, question, grants, last):
            continue
        if person is None:
            yield from (
                (who, last.id, (*above, title), unit)
                for who, title in _sitting(register, question, last)
            )
        else:
            for each in register.appointments:
                place = register.positions[each.position_id]
                if each.person_id == person and place.unit_id == unit:
                    yield from (
                        (who, place.id, (*above, title), unit)
                        for who, title in _sitting(register, question, place)
                        if who == person
                    )


def _steps(
    register: Register,
    question: Question,
    grant: Grant,
    giver: Position,
    agency: UUID,
    lines: list[str],
    person: UUID | None,
) -> Iterator[tuple[Position, UUID, list[str], UUID | None]]:
    """Where one grant leads from the giver's seat."""
    instrument = register.instruments[grant.instrument_id]
    kind, name = instrument.kind, giver.title.upper()
    if grant.from_position_id != giver.id or not _gives(register, question, grant):
        return
    if kind not in (K.DEVOLUTION, K.DEPUTY_IN_CHARGE) and instrument.issuer_position_id != giver.id:
        return
    if kind is K.COMMUNE_DELEGATION:
        if grant.to_person_id is not None and _fit(register, grant):
            yield (giver, agency, [], grant.to_person_id)
        return
    for seat in register.positions.values():
        heads_unit = seat.unit_id == grant.to_unit_id and seat.rank is Rank.HEAD
        if grant.to_person_id is not None or not (heads_unit or seat.id == grant.to_position_id):
            continue
        home = seat.unit_id == giver.unit_id
        if kind in (K.DEPUTY, K.DEPUTY_IN_CHARGE):
            if (
                home
                and seat.rank is Rank.DEPUTY
                and not _seat_taken(register, question, kind, giver)
            ):
                yield (seat, agency, [*lines, "KT. " + name], None)
        elif kind in (K.BY_ORDER, K.SIGNING_DELEGATION):
            if not home and seat.rank is Rank.HEAD and _under(register, seat, giver.unit_id):
                yield (seat, agency, [("TL. " if kind is K.BY_ORDER else "TUQ. ") + name], None)
        elif kind in (K.DELEGATION, K.DEVOLUTION) and not home:
            whole = register.units[seat.unit_id].collective_name if grant.to_unit_id else None
            yield (seat, seat.unit_id, ["TM. " + whole.upper()] if whole else [], None)


def _fit(register: Register, grant: Grant) -> bool:
    """The named person has what the line asks for."""
    who = register.persons.get(grant.to_person_id or UUID(int=0))
    return grant.qualification is None or (
        who is not None and grant.qualification in who.qualifications
    )


def _seat_taken(register: Register, question: Question, kind: K, head: Position) -> bool:
    return kind is K.DEPUTY_IN_CHARGE and any(
        a.position_id == head.id and a.period.holds(question.at) for a in register.appointments
    )


def _under(register: Register, seat: Position, unit_id: UUID) -> bool:
    parent = register.units[seat.unit_id].parent_id
    while parent is not None and parent != unit_id:
        parent = register.units[parent].parent_id
    return parent == unit_id


def _deputies_allowed(register: Register, grants: list[Grant]) -> bool:
    """An instrument further up may keep deputies out."""
    for place, grant in enumerate(grants):
        if register.instruments[grant.instrument_id].kind in (K.DEPUTY, K.DEPUTY_IN_CHARGE):
            above = [register.instruments[g.instrument_id] for g in grants[:place]]
            if not all(i.deputies_may_sign for i in above):
                return False
    return True


def _seats_stand(
    register: Register, question: Question, grants: list[Grant], last: Position
) -> bool:
    seats = [register.positions[g.from_position_id] for g in grants] + [last]
    return all(
        s.period.holds(question.at) and register.units[s.unit_id].period.holds(question.at)
        for s in seats
    )


def _given_away(
    register: Register, question: Question, holder: Position, grants: list[Grant]
) -> bool:
    in_his_name = {K.DEPUTY, K.DEPUTY_IN_CHARGE, K.BY_ORDER}
    if any(register.instruments[g.instrument_id].kind not in in_his_name for g in grants):
        return False
    return any(
        register.instruments[g.instrument_id].exclusive
        and register.instruments[g.instrument_id].kind
        in (K.DELEGATION, K.DEVOLUTION, K.SIGNING_DELEGATION)
        and g.from_position_id == holder.id
        and _gives(register, question, g)
        for g in register.grants
    )


def _gives(register: Register, question: Question, grant: Grant) -> bool:
    """The line covers the question and its instrument is in force. Scopes here: `so_to > 5`."""
    covers = grant.procedures is None or question.procedure in grant.procedures
    number = question.facts.get("so_to")
    fits = grant.scope is None or (isinstance(number, int) and number > 5)
    return (
        question.power in grant.powers
        and (grant.period is None or grant.period.holds(question.at))
        and covers
        and fits
        and _in_force(register, grant.instrument_id, question.at)
    )


def _in_force(register: Register, instrument_id: UUID, at: datetime) -> bool:
    instrument = register.instruments[instrument_id]
    for other in register.instruments.values():
        issued = other.state not in (InstrumentState.DRAFT, InstrumentState.REVIEWED)
        if other.supersedes_id == instrument_id and issued and at >= other.period.valid_from:
            return False
    if not instrument.period.holds(at):
        return False
    if instrument.state is InstrumentState.IN_FORCE:
        return at >= instrument.state_since
    stopped = instrument.state in (InstrumentState.SUSPENDED, InstrumentState.REVOKED)
    return stopped and at < instrument.state_since


def _sitting(register: Register, question: Question, seat: Position) -> Iterator[tuple[UUID, str]]:
    """Who sits there and is not barred, with the title as printed."""
    for each in register.appointments:
        if (
            each.position_id == seat.id
            and each.period.holds(question.at)
            and seat.period.holds(question.at)
            and not _barred(register, question, each)
        ):
            acting = each.acting and seat.rank is Rank.HEAD
            yield each.person_id, ("Q. " if acting else "") + seat.title.upper()


def _barred(register: Register, question: Question, appointment: Appointment) -> bool:
    involved, person = question.involvement, appointment.person_id
    if question.power in (Power.DECIDE, Power.SIGN, Power.APPRAISE):
        if register.persons[person].identity in involved.applicant_identities:
            return True
        if person in involved.conflict_declared_by:
            return True
    four = involved.four_eyes and person in involved.prepared_by
    return four and question.power is Power.DECIDE
