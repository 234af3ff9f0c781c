"""Is everything there that an instrument needs on the day it gets force? Red items named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.instruments.draft import instrument_known
from engine.actions.register.instruments.rules import judged
from engine.actions.register.office import require_registrar
from engine.core.authority.register import GrantKind, Person, Position, Rank, Register
from engine.core.authority.words import seat_name
from engine.core.vietnamese import format_date
from engine.errors import SigningRefused
from engine.outside.keys import KeyFiles
from engine.outside.outside import Outside
from engine.questions.register.procedure_state import ProcedureState, procedure_states
from engine.say import say
from engine.store.records import GrantRow, InstrumentRow
from engine.store.register_acts import lines_of
from engine.store.register_around import load_around
from signing.errors import SigningError
from signing.keys.certificate import describe


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was looked at. `tone` is good | note | red."""

    what: str
    says: str
    tone: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """`rules` is what speaks against the text itself; grave ones are refused, not asked about."""

    rules: tuple[Item, ...]
    seats: tuple[Item, ...]
    certificates: tuple[Item, ...]
    procedures: tuple[ProcedureState, ...]
    at: datetime
    """The day that was looked at: today, or the first day of force."""

    @property
    def red(self) -> tuple[str, ...]:
        """Every red item, one sentence each."""
        items = (*self.rules, *self.seats, *self.certificates)
        told = [f"{item.what}: {item.says}" for item in items if item.tone == "red"]
        return (*told, *(p.trouble for p in self.procedures if p.trouble))


def readiness(outside: Outside, actor: Actor, instrument_id: UUID) -> Readiness:
    """Ask before an instrument is put in force. Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        return readiness_of(session, outside, instrument_known(session, instrument_id), now)


def readiness_of(
    session: Session, outside: Outside, act: InstrumentRow, now: datetime
) -> Readiness:
    """The same in a transaction that is open."""
    lines = lines_of(session, act.id)
    register = load_around(session, act, lines)
    at = max(now, act.valid_from)
    signers = _signers(register, lines)
    return Readiness(
        rules=tuple(
            Item(say("Nội dung văn bản"), finding.says, "red")
            for finding in judged(session, act, lines, now)
        ),
        seats=tuple(_seats(register, act, lines, signers, at)),
        certificates=tuple(_certificates(register, outside.keys, act, lines, signers, at)),
        procedures=procedure_states(session, register, act, lines, now),
        at=at,
    )


def _signers(register: Register, lines: Sequence[GrantRow]) -> list[Position]:
    """Every seat that the lines give something to, each once."""
    found: dict[UUID, Position] = {}
    for line in lines:
        for seat in register.positions.values():
            heads = seat.unit_id == line.to_unit_id and seat.rank is Rank.HEAD
            if heads or seat.id == line.to_position_id:
                found[seat.id] = seat
    return list(found.values())


def _seats(
    register: Register,
    act: InstrumentRow,
    lines: Sequence[GrantRow],
    signers: Sequence[Position],
    at: datetime,
) -> Iterator[Item]:
    in_charge = act.kind == GrantKind.DEPUTY_IN_CHARGE
    for giver_id in dict.fromkeys(line.from_position_id for line in lines):
        giver = register.positions[giver_id]
        held = _who(register, giver, at)
        says = ", ".join(person.full_name for person in held) or say("ghế đang trống")
        # Who is put in charge acts because this seat is empty.
        yield Item(seat_name(register, giver), says, "good" if held or in_charge else "red")
    for seat in signers:
        held = _who(register, seat, at)
        says = ", ".join(person.full_name for person in held)
        empty = say("chưa có ai giữ chức vụ này, chưa ai ký được theo văn bản")
        yield Item(seat_name(register, seat), says or empty, "good" if held else "red")


def _certificates(
    register: Register,
    keys: KeyFiles,
    act: InstrumentRow,
    lines: Sequence[GrantRow],
    signers: Sequence[Position],
    at: datetime,
) -> Iterator[Item]:
    people = {person.id: person for seat in signers for person in _who(register, seat, at)}
    named = (line.to_person_id for line in lines if line.to_person_id in register.persons)
    people |= {person_id: register.persons[person_id] for person_id in named if person_id}
    for person in people.values():
        yield _certificate(keys, person, at, act.valid_to)


def _certificate(keys: KeyFiles, person: Person, at: datetime, until: datetime | None) -> Item:
    name = person.full_name
    if person.identity is None:
        return Item(name, say("chưa ghi số định danh nên chưa biết chứng thư số nào"), "red")
    try:
        info = describe(keys.chain(person.identity).leaf)
    except (SigningRefused, SigningError):
        return Item(name, say("chưa có chứng thư số trong hệ thống"), "red")
    ends = format_date(info.not_after)
    if not info.not_before <= at <= info.not_after:
        said = say(
            "chứng thư “%(subject)s” không còn hạn (đến %(ends)s)", subject=info.subject, ends=ends
        )
        return Item(name, said, "red")
    said = say("chứng thư “%(subject)s”, hạn đến %(ends)s", subject=info.subject, ends=ends)
    if until is not None and info.not_after < until:
        return Item(name, say("%(said)s, trước khi văn bản hết hiệu lực", said=said), "note")
    return Item(name, said, "good")


def _who(register: Register, seat: Position, at: datetime) -> list[Person]:
    return [
        register.persons[held.person_id]
        for held in register.appointments
        if held.position_id == seat.id
        and held.period.holds(at)
        and held.person_id in register.persons
    ]
