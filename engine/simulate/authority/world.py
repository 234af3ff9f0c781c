"""A register in memory that forgets nothing: each record with all the rows it ever had."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar, cast
from uuid import UUID, uuid5

from engine.core.authority.register import (
    Appointment,
    Competence,
    Grant,
    Instrument,
    Involvement,
    Mandate,
    Person,
    Position,
    Question,
    Refusal,
    Register,
    Unit,
)
from engine.simulate.authority.known import Known, Record, Said

_NAMES = UUID("4b7e0c57-4a54-4d0a-8a2c-2f3a9f0f6d21")
_R = TypeVar("_R")


@dataclass(slots=True)
class Row:
    """What the register knew of a record, from when until when."""

    value: Record | Person
    recorded_from: datetime
    recorded_to: datetime | None = None

    def known(self, known_at: datetime | None) -> bool:
        if known_at is None:
            return self.recorded_to is None
        return self.recorded_from <= known_at and (
            self.recorded_to is None or known_at < self.recorded_to
        )


@dataclass(slots=True)
class Dossier:
    """What conditions may look at, and who has to do with it."""

    facts: Mapping[str, object]
    involvement: Involvement


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what the register knew when it was asked, and the answer."""

    question: Question
    known_at: datetime
    answer: Mandate | Refusal


@dataclass(slots=True)
class Tally:
    """What a walk has seen so far."""

    signatures: int = 0
    refusals: int = 0
    differences: list[str] = field(default_factory=list)
    changed_answers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class World:
    """The office's time, the rows, the dossiers, and every answer that was given."""

    now: datetime
    tally: Tally
    name: str
    """Ids follow from it; no two worlds have the same."""
    rows: dict[UUID, list[Row]] = field(default_factory=dict)
    dossiers: list[Dossier] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    on_row: Callable[[Row | None, Row | None], None] | None = None
    """Told of each new row and the one that it follows; of a struck record only the latter."""
    _made: int = 0
    _current: Known | None = None

    def new_id(self) -> UUID:
        self._made += 1
        return uuid5(_NAMES, f"{self.name} {self._made}")

    def tick(self) -> None:
        """Two changes are never recorded in one instant."""
        self.now += timedelta(microseconds=1)

    def later(self, passed: timedelta) -> None:
        """Time goes on."""
        self.now += passed

    def enter(self, value: Record | Person) -> None:
        self._write(value, None)

    def correct(self, former: Record, **changed: object) -> None:
        """A new row of the same record; the former one stays in the past."""
        row = self.rows[former.id][-1]
        row.recorded_to = self.now
        # mypy knows no fields that all kinds of records share.
        self._write(replace(former, **changed), row)  # type: ignore[arg-type]

    def strike(self, former: Record) -> None:
        """The record should never have been entered."""
        row = self.rows[former.id][-1]
        row.recorded_to = self.now
        self._current = None
        if self.on_row:
            self.on_row(None, row)

    def _write(self, value: Record | Person, former: Row | None) -> None:
        row = Row(value, self.now)
        self.rows.setdefault(value.id, []).append(row)
        self._current = None
        if self.on_row:
            self.on_row(row, former)

    def of(self, kind: type[_R]) -> list[_R]:
        """The records of a kind as known now, in the order in which they were entered."""
        return list(self._of(kind, None))

    def _of(self, kind: type[_R], known_at: datetime | None) -> Iterator[_R]:
        for rows in self.rows.values():
            if isinstance(rows[0].value, kind):
                for row in rows:
                    if row.known(known_at):
                        yield cast(_R, row.value)

    def known(self, known_at: datetime | None = None) -> Known:
        """Everything that the register knew at a time; None = knows now."""
        if known_at is not None:
            return self._read(known_at)
        if self._current is None:
            self._current = self._read(None)
        return self._current

    def _read(self, at: datetime | None) -> Known:
        instruments = {each.id: each for each in self._of(Instrument, at)}
        said = {each: self._said(each, at) for each in instruments}
        register = Register(
            epoch=0,
            known_at=at or self.now,
            units={each.id: each for each in self._of(Unit, at)},
            positions={each.id: each for each in self._of(Position, at)},
            persons={each.id: each for each in self._of(Person, at)},
            appointments=tuple(self._of(Appointment, at)),
            competences=tuple(self._of(Competence, at)),
            instruments={
                key: replace(each, earlier=self._former(key, at))
                for key, each in instruments.items()
            },
            grants=tuple(self._of(Grant, at)),
        )
        return Known(register, said)

    def _former(self, instrument_id: UUID, at: datetime | None) -> tuple[Said, ...]:
        """State and moment of every row before the last one, as the store hands them on."""
        told = [
            (row.value.state, row.value.state_since)
            for row in self.rows[instrument_id]
            if isinstance(row.value, Instrument) and (at is None or row.recorded_from <= at)
        ]
        return tuple(told[:-1])

    def _said(self, instrument_id: UUID, at: datetime | None) -> tuple[Said, ...]:
        """Word after word; one that repeats the state before it corrects it."""
        words: list[Said] = []
        for row in self.rows[instrument_id]:
            assert isinstance(row.value, Instrument)
            if at is None or row.recorded_from <= at:
                if words and words[-1][0] is row.value.state:
                    words.pop()
                words.append((row.value.state, row.value.state_since))
        return tuple(words)


Rule = Callable[[World, Random], None]
"""One step of a walk; takes its chances from the second."""
