"""The timeline of a position: who sat there, what it may by law, what it was given and gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.authority.force import stretches_of_grant
from engine.core.authority.register import Grant, Period, Rank, Register
from engine.core.authority.verdict import is_whole, receiver_name
from engine.core.authority.words import POWERS, end_words, instrument_name, moment_words, seat_name
from engine.outside.outside import Outside
from engine.say import say
from engine.store.position_slice import position_slice
from engine.store.records import PositionRow
from engine.store.register_changes import current
from engine.store.time import read_time

SPAN = timedelta(days=365)
"""How much of an open future, and of the past, is drawn."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One thing that held for a while. `kind` is person | law | given | gave; `starts` and `length`
    are thousandths of the drawn time; `now` that it holds at this moment."""

    kind: str
    says: str
    from_words: str
    to_words: str
    starts: int
    length: int
    now: bool
    instrument_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """`today` is the place of this moment in thousandths of the time from `begins` to `ends`."""

    position_id: UUID
    seat: str
    begins: datetime
    ends: datetime
    today: int
    bars: tuple[Bar, ...]


def timeline(outside: Outside, actor: Actor, position_id: UUID) -> Timeline:
    """For who keeps the register, as known now. Raises NotYours, NotFound."""
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        position = current(session, PositionRow, position_id)
        epoch = read_time(session, outside.clock.now()).epoch
        register = position_slice(session, position_id, epoch)
    told = list(_told(register, position_id))
    starts = [period.valid_from for _, _, period, _ in told]
    ends = [period.valid_to for _, _, period, _ in told if period.valid_to]
    begins = max(min(starts, default=now), now - 3 * SPAN)
    last = min(max([now + SPAN, *ends]), now + 3 * SPAN)
    seat = register.positions[position.id]
    return Timeline(
        position_id=position_id,
        seat=seat_name(register, seat),
        begins=begins,
        ends=last,
        today=_place(now, begins, last),
        bars=tuple(
            _bar(kind, says, period, instrument, begins, last, now)
            for kind, says, period, instrument in told
        ),
    )


_Told = tuple[str, str, Period, UUID | None]


def _told(register: Register, position_id: UUID) -> Iterator[_Told]:
    for held in sorted(register.appointments, key=lambda each: each.period.valid_from):
        if held.position_id == position_id:
            name = register.persons[held.person_id].full_name
            says = say("%(name)s (quyền)", name=name) if held.acting else name
            yield "person", says, held.period, None
    for law in register.competences:
        if law.position_id == position_id:
            says = say("%(procedure)s theo %(law)s", procedure=law.procedure, law=law.legal_basis)
            yield "law", says, law.period, None
    for kind, grants in (
        ("given", _given(register, position_id)),
        ("gave", (g for g in register.grants if g.from_position_id == position_id)),
    ):
        for grant in grants:
            if not is_whole(register, grant):
                continue
            instrument = register.instruments[grant.instrument_id]
            says = _grant(register, grant, kind)
            for force in stretches_of_grant(register, grant):
                yield kind, says, force, instrument.id


def _given(register: Register, position_id: UUID) -> Iterator[Grant]:
    seat = register.positions[position_id]
    for grant in register.grants:
        heads = grant.to_unit_id == seat.unit_id and seat.rank is Rank.HEAD
        if heads or grant.to_position_id == position_id:
            yield grant


def _grant(register: Register, grant: Grant, kind: str) -> str:
    instrument = instrument_name(register, register.instruments[grant.instrument_id])
    powers = ", ".join(say(POWERS[power]) for power in sorted(grant.powers))
    if kind == "given":
        return f"{instrument}: {powers}"
    return say(
        "%(instrument)s: giao cho %(receiver)s (%(powers)s)",
        instrument=instrument,
        receiver=receiver_name(register, grant),
        powers=powers,
    )


def _bar(
    kind: str,
    says: str,
    period: Period,
    instrument: UUID | None,
    begins: datetime,
    last: datetime,
    now: datetime,
) -> Bar:
    starts = _place(period.valid_from, begins, last)
    ends = _place(period.valid_to or last, begins, last)
    return Bar(
        kind=kind,
        says=says,
        from_words=moment_words(period.valid_from),
        to_words=end_words(period.valid_to) if period.valid_to else say("chưa có hạn"),
        starts=starts,
        length=max(4, ends - starts),
        now=period.holds(now),
        instrument_id=instrument,
    )


def _place(at: datetime, begins: datetime, ends: datetime) -> int:
    share = (at - begins) / (ends - begins)
    return round(1000 * min(1.0, max(0.0, share)))
