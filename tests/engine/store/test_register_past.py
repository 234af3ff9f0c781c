"""An answer about the past never changes, whatever the register learns afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from engine.core.authority.may_act import may_act
from engine.core.authority.register import Mandate, Power, Question, Refusal
from engine.store.load_register import load_register
from engine.store.records import AppointmentRow, InstrumentRow
from engine.store.register_changes import hold_register
from engine.store.register_epoch import bump_epoch
from tests.engine.store.city import (
    LONG_AGO,
    PROCEDURE,
    competence,
    enter,
    grant,
    instrument,
    named,
    position,
    seated,
    unit,
)

PEOPLE = ("An", "Bình", "Cường")
SEATS = ("chairman", "deputy", "director")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """A question, when it was asked, and what was answered."""

    person: str
    unit: str
    at: datetime
    known_at: datetime
    answer: str


class Past(RuleBasedStateMachine):
    """The register of a city, a ward and a department; a day passes with every step."""

    database: ClassVar[sessionmaker[Session]]
    machines: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.session = self.database()
        # Slices are kept by epoch and known time, and each machine rolls its epochs back.
        Past.machines += 1
        self.now = LONG_AGO + timedelta(seconds=Past.machines)
        self.epoch = 1
        self.instruments: list[UUID] = []
        self.asked: list[Asked] = []

    @initialize()
    def found(self) -> None:
        self._enter(
            unit("city"),
            unit("department", "city"),
            position("chairman", "city", "head"),
            position("deputy", "city", "deputy"),
            position("director", "department", "head"),
            competence("chairman", "city"),
            *(row for name, seat in zip(PEOPLE, SEATS, strict=True) for row in seated(name, seat)),
        )

    @rule(
        kind=st.sampled_from(
            [("deputy", "chairman", "deputy"), ("delegation", "chairman", "director")]
        )
    )
    def issue(self, kind: tuple[str, str, str]) -> None:
        number = f"{len(self.instruments) + 1}/QĐ-UBND"
        since: dict[str, Any] = {"state_since": self.now, "valid_from": self.now}
        self._enter(
            instrument(number, kind[1], kind[0], recorded_from=self.now, **since),
            grant(number, kind[1], to_position_id=named(kind[2]), recorded_from=self.now),
        )
        self.instruments.append(named(number))

    @precondition(lambda self: self.instruments)
    @rule(data=st.data(), state=st.sampled_from(["suspended", "revoked", "in_force"]))
    def decide(self, data: st.DataObject, state: str) -> None:
        chosen = data.draw(st.sampled_from(self.instruments))
        old = self._current(InstrumentRow, chosen)
        self._close(old)
        self._enter(_again(old, state=state, state_since=self.now, recorded_from=self.now))

    @rule(name=st.sampled_from(PEOPLE), back=st.integers(0, 3))
    def unseat(self, name: str, back: int) -> None:
        """Also for days gone by: the register may learn late."""
        seat = SEATS[PEOPLE.index(name)]
        old = self._current(AppointmentRow, named(f"{name} as {seat}"))
        ended = max(LONG_AGO + DAY, self.now - back * DAY)
        self._close(old)
        self._enter(_again(old, valid_to=ended, recorded_from=self.now))

    @rule(
        person=st.sampled_from(PEOPLE),
        asked=st.sampled_from(["city", "department"]),
        days=st.integers(-5, 5),
    )
    def ask(self, person: str, asked: str, days: int) -> None:
        at = self.now + days * DAY
        answer = self._answer(person, asked, at, self.now)
        self.asked.append(Asked(person, asked, at, self.now, answer))

    @invariant()
    def every_answer_is_still_the_same(self) -> None:
        for each in self.asked:
            again = self._answer(each.person, each.unit, each.at, each.known_at)
            assert again == each.answer
        self.now += DAY

    def teardown(self) -> None:
        self.session.rollback()
        self.session.close()

    def _answer(self, person: str, unit_name: str, at: datetime, known_at: datetime) -> str:
        units = [named(unit_name)]
        register = load_register(self.session, PROCEDURE, units, self.epoch, known_at)
        question = Question(named(person), Power.DECIDE, PROCEDURE, named(unit_name), at)
        answer = may_act(register, question)
        if isinstance(answer, Mandate):
            return answer.id
        assert isinstance(answer, Refusal)
        assert answer.says.endswith(".")
        return f"{answer.clause} {answer.record_id} {answer.says}"

    def _enter(self, *rows: Any) -> None:
        self.epoch = enter(self.session, *rows)

    def _current(self, kind: Any, record_id: UUID) -> Any:
        found = select(kind).where(kind.id == record_id, kind.recorded_to.is_(None))
        return self.session.scalars(found).one()

    def _close(self, row: Any) -> None:
        row.recorded_to = self.now
        self.session.flush()
        self.epoch = bump_epoch(self.session)


def _again(row: Any, **changed: Any) -> Any:
    """The next row of a record."""
    kept = {
        column.key: getattr(row, column.key)
        for column in type(row).__table__.columns
        if column.key not in ("row_id", "recorded_to")
    }
    return type(row)(**{**kept, **changed})


def test_what_was_answered_once_is_answered_again(database: sessionmaker[Session]) -> None:
    Past.database = database
    run_state_machine_as_test(
        Past, settings=settings(max_examples=12, stateful_step_count=12, deadline=None)
    )


def test_who_asks_of_a_known_time_waits_for_the_change_under_way(
    database: sessionmaker[Session],
) -> None:
    with database() as changing, database() as asking:
        hold_register(changing)
        asking.execute(text("SET LOCAL lock_timeout = '50ms'"))
        load_register(asking, PROCEDURE, [named("city")], 1)
        with pytest.raises(OperationalError, match="lock timeout"):
            load_register(asking, PROCEDURE, [named("city")], 1, LONG_AGO)
