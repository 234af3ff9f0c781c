"""What a form of the register offers while somebody types: seats, units, people, procedures.

Everything of one kind is read once an epoch and looked through in memory, folded: a city has some
ten thousand seats, and the database cannot fold Vietnamese.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.core.vietnamese import LOCAL, fold
from engine.errors import NotFound
from engine.outside.outside import Outside
from engine.questions.register.choice_makers import (
    INSTRUMENT,
    MAKERS,
    PERSON,
    PROCEDURE,
    SEAT,
    UNIT,
    Maker,
)
from engine.say import in_vietnamese, say
from engine.store.cache import PerDatabase
from engine.store.time import read_time

__all__ = ["INSTRUMENT", "PERSON", "PROCEDURE", "RECEIVER", "SEAT", "UNIT", "Choice"]

RECEIVER = "noi-nhan"
"""Seats, units and people together: to whom a line gives."""
MOST = 12
_INDEXES: PerDatabase[tuple[Choice, ...]] = PerDatabase(16)


@dataclass(frozen=True, slots=True)
class Choice:
    """`key` names it to a program (`vi-tri:<id>`), `label` to people: no two labels are equal."""

    key: str
    label: str
    folded: str

    @property
    def id(self) -> UUID:
        """Of a record; not for procedures."""
        return UUID(self.key.partition(":")[2])


def offered(outside: Outside, actor: Actor, kind: str, words: str) -> tuple[Choice, ...]:
    """The first of those in which every word stands, without diacritics. Raises NotYours,
    NotFound (no such kind)."""
    found = [*_matching(_every(outside, actor, kind), words)]
    return tuple(found[:MOST])


def chosen(outside: Outside, actor: Actor, kind: str, text: str) -> Choice | tuple[Choice, ...]:
    """The one that was meant: by its whole label, its key or code, or because only it has these
    words. Else the first that have them, or (). Raises NotYours, NotFound (no such kind)."""
    every = _every(outside, actor, kind)
    asked = fold(text)
    for choice in every:
        if asked in (fold(choice.label), choice.key) or choice.key == f"{PROCEDURE}:{text.strip()}":
            return choice
    found = [*_matching(every, text)]
    return found[0] if len(found) == 1 else tuple(found[:MOST])


def labels(outside: Outside, actor: Actor, kind: str) -> Mapping[str, str]:
    """Every label of a kind by its key, for a form that shows what was chosen before."""
    return {choice.key: choice.label for choice in _every(outside, actor, kind)}


def _matching(every: Iterable[Choice], words: str) -> Iterator[Choice]:
    asked = fold(words).split()
    return (choice for choice in every if all(word in choice.folded for word in asked))


def _every(outside: Outside, actor: Actor, kind: str) -> tuple[Choice, ...]:
    if kind == RECEIVER:
        return (
            *_every(outside, actor, SEAT),
            *_every(outside, actor, UNIT),
            *_every(outside, actor, PERSON),
        )
    make = MAKERS.get(kind)
    if make is None:
        raise NotFound(say("Không có danh mục để chọn này."))
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        epoch = read_time(session, outside.clock.now()).epoch
        key = (kind, epoch, now.astimezone(LOCAL).date())
        return _INDEXES.of(session).get(key, lambda: _index(session, now, kind, make))


def _index(session: Session, now: datetime, kind: str, make: Maker) -> tuple[Choice, ...]:
    """Labels in Vietnamese, whoever reads: they are typed back. Equal ones are told apart."""
    with in_vietnamese():
        found = [
            Choice(f"{kind}:{key}", label, fold(f"{label} {more}"))
            for key, label, more in make(session, now)
        ]
    count = Counter(choice.label for choice in found)
    return tuple(
        choice
        if count[choice.label] == 1
        else replace(choice, label=f"{choice.label} #{choice.key.partition(':')[2][:4]}")
        for choice in sorted(found, key=lambda choice: (len(choice.label), choice.label))
    )
