"""The instruments, for those who keep the register: found by words, state, kind, nearing end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.vietnamese import fold
from engine.outside.outside import Outside
from engine.questions.register.instrument_index import Short, instrument_index
from engine.questions.register.words import STANDINGS, TONES, Standing, kind_words
from engine.say import say
from engine.store.time import read_time

PAGE = 50


@dataclass(frozen=True, slots=True)
class InstrumentLine:
    """One line. `tone` is good | trouble | "". `procedures` None: all of the giver's."""

    id: UUID
    number: str
    issued_on: datetime
    kind: str
    issuer: str
    standing: str
    standing_words: str
    tone: str
    valid_from: datetime
    valid_to: datetime | None
    ends_soon: bool
    procedures: int | None
    has_file: bool


@dataclass(frozen=True, slots=True)
class InstrumentList:
    """One page; `standings` says how many fit the rest of the question in each state."""

    lines: tuple[InstrumentLine, ...]
    count: int
    page: int
    pages: int
    standings: tuple[tuple[str, str, int], ...]
    ending: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; "" and False leave nothing out."""

    words: str = ""
    standing: str = ""
    kind: str = ""
    ending: bool = False
    page: int = 1


def instrument_list(outside: Outside, actor: Actor, wanted: Wanted) -> InstrumentList:
    """The newest first. Words are looked for in numbers, issuers and procedures, without
    diacritics. Raises NotYours."""
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        every = instrument_index(session, read_time(session, outside.clock.now()).epoch)
    words = fold(wanted.words).split()
    told = [
        short
        for short in every
        if all(word in short.folded for word in words) and wanted.kind in ("", short.kind)
    ]
    counted = Counter(short.standing(now) for short in told)
    ending = [short for short in told if short.ends_soon(now)]
    here = ending if wanted.ending else told
    here = [s for s in here if wanted.standing in ("", s.standing(now))]
    pages = max(1, -(-len(here) // PAGE))
    page = min(max(1, wanted.page), pages)
    return InstrumentList(
        lines=tuple(line_of(s, now) for s in here[(page - 1) * PAGE : page * PAGE]),
        count=len(here),
        page=page,
        pages=pages,
        standings=_standings(counted),
        ending=len(ending),
    )


def line_of(short: Short, now: datetime) -> InstrumentLine:
    """An instrument as lists show it."""
    standing = short.standing(now)
    return InstrumentLine(
        id=short.id,
        number=short.number,
        issued_on=short.issued_on,
        kind=kind_words(short.kind),
        issuer=short.issuer,
        standing=standing,
        standing_words=say(STANDINGS[standing]),
        tone=TONES.get(standing, ""),
        valid_from=short.valid_from,
        valid_to=short.valid_to,
        ends_soon=short.ends_soon(now),
        procedures=short.procedures,
        has_file=short.has_file,
    )


def _standings(counted: Mapping[Standing, int]) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (standing, say(words), counted[standing])
        for standing, words in STANDINGS.items()
        if counted.get(standing)
    )
