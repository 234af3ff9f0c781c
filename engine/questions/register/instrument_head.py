"""What an instrument says of itself: number, issuer, term, state, and what it replaces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from engine.core.authority.register import Register
from engine.core.authority.words import instrument_name, seat_name
from engine.core.vietnamese import format_date
from engine.questions.register.instrument_index import standing_of, superseded_from
from engine.questions.register.words import ON_END, STANDINGS, TONES, kind_words
from engine.say import say
from engine.store.records import InstrumentRow
from engine.store.register_values import instrument_of


@dataclass(frozen=True, slots=True)
class Link:
    """Another instrument."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class InstrumentHead:
    """`seen` is the row that is shown: acts on an older one are refused. `tone` is good | trouble
    | ""."""

    id: UUID
    seen: int
    name: str
    number: str
    issued_on: datetime
    kind: str
    issuer: str
    legal_basis: str
    state: str
    standing: str
    standing_words: str
    tone: str
    state_since: datetime
    valid_from: datetime
    valid_to: datetime | None
    exclusive: bool
    deputies_may_sign: bool
    on_end: str
    supersedes: tuple[Link, ...]
    superseded_by: tuple[Link, ...]


def instrument_head(
    session: Session, register: Register, act: InstrumentRow, now: datetime
) -> InstrumentHead:
    """`register` knows its issuer (`load_around`)."""
    issuer = register.positions.get(act.issuer_position_id)
    standing = standing_of(
        act.state, act.valid_from, act.valid_to, superseded_from(session, act.id), now
    )
    return InstrumentHead(
        id=act.id,
        seen=act.row_id,
        name=instrument_name(register, instrument_of(act)),
        number=act.number,
        issued_on=act.issued_on,
        kind=kind_words(act.kind),
        issuer=seat_name(register, issuer) if issuer else "—",
        legal_basis=act.legal_basis,
        state=act.state,
        standing=standing,
        standing_words=say(STANDINGS[standing]),
        tone=TONES.get(standing, ""),
        state_since=act.state_since,
        valid_from=act.valid_from,
        valid_to=act.valid_to,
        exclusive=act.exclusive,
        deputies_may_sign=act.deputies_may_sign,
        on_end=say(ON_END[act.on_end]),
        supersedes=_links(session, InstrumentRow.id == act.supersedes_id),
        superseded_by=_links(session, InstrumentRow.supersedes_id == act.id),
    )


def _links(session: Session, which: ColumnElement[bool]) -> tuple[Link, ...]:
    rows = session.scalars(
        select(InstrumentRow)
        .where(which, InstrumentRow.recorded_to.is_(None))
        .order_by(InstrumentRow.row_id)
    )
    return tuple(
        Link(
            row.id,
            say("%(number)s ngày %(day)s", number=row.number, day=format_date(row.issued_on)),
        )
        for row in rows
    )
