"""The walk's register in the real tables, and the same questions asked of slices read from them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from engine.core.authority.may_act import may_act
from engine.core.authority.register import (
    Appointment,
    Clause,
    Competence,
    Grant,
    Instrument,
    Mandate,
    Person,
    Position,
    Question,
    Refusal,
    Unit,
)
from engine.simulate.authority.asking import told
from engine.simulate.authority.checks import everybody_told
from engine.simulate.authority.rows import columns
from engine.simulate.authority.world import Asked, Row, World
from engine.store.load_register import load_register
from engine.store.records import (
    AppointmentRow,
    CompetenceRow,
    GrantRow,
    InstrumentRow,
    PersonRow,
    PositionRow,
    UnitRow,
)
from engine.store.register_changes import correct, current, enter, hold_register, strike
from engine.store.register_epoch import bump_epoch

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_REGISTRAR = uuid5(UUID(int=0), "registrar of the walk")
_KINDS: dict[type, Any] = {
    Unit: UnitRow,
    Position: PositionRow,
    Person: PersonRow,
    Appointment: AppointmentRow,
    Competence: CompetenceRow,
    Instrument: InstrumentRow,
    Grant: GrantRow,
}


@dataclass(slots=True)
class Stored:
    """Follows a world: `World.on_row` is its `write`. Each change is a transaction of its own."""

    begin: Callable[[], AbstractContextManager[Session]]
    epoch: int = 1
    answers: list[tuple[Asked, str]] = field(default_factory=list)

    def write(self, new: Row | None, former: Row | None) -> None:
        """The row that the world has just got, through the doors of the register."""
        kept = new or former
        assert kept is not None
        kind, record_id = _KINDS[type(kept.value)], kept.value.id
        with self.begin() as session:
            hold_register(session)
            if former is None:
                row = kind(id=record_id, **columns(kept.value))
                enter(session, row, _REGISTRAR, kept.recorded_from)
            elif new is not None:
                now = new.recorded_from
                row = current(session, kind, record_id)
                correct(session, row, _REGISTRAR, now, **columns(new.value))
            else:
                assert former.recorded_to is not None
                row = current(session, kind, record_id)
                strike(session, row, _REGISTRAR, former.recorded_to, "Nhập nhầm")
            session.flush()
            self.epoch = bump_epoch(session)

    def ask(self, world: World, asked: Asked, *, at_once: bool) -> None:
        """The question that the world has just answered; `at_once`: as an act of authority asks it,
        of what is known now."""
        everybody, answer = self._answer(asked.question, asked.known_at)
        question, register = asked.question, world.known(asked.known_at).register
        meant = [each.id for each in everybody_told(register, question)]
        if [each.id for each in everybody] != meant:
            world.tally.differences.append(f"the slice knows others who may: {question}")
        if not self._same(answer, asked.answer):
            world.tally.differences.append(
                f"the slice: {told(answer)}, the whole: {told(asked.answer)}"
            )
        if at_once and told(self._answer(question, None)[1]) != told(answer):
            world.tally.differences.append(f"known now is not known at {asked.known_at}")
        self.answers.append((asked, told(answer)))

    def ask_everything_again(self, world: World) -> None:
        """For what was known then, every answer is what it was."""
        for asked, said in self.answers:
            again = told(self._answer(asked.question, asked.known_at)[1])
            if again != said:
                world.tally.changed_answers.append(f"{said} → {again}")

    def _answer(
        self, question: Question, known_at: datetime | None
    ) -> tuple[list[Mandate], Mandate | Refusal]:
        with self.begin() as session:
            register = load_register(
                session, question.procedure, [question.unit], self.epoch, known_at
            )
        return everybody_told(register, question), may_act(register, question)

    def _same(self, found: Mandate | Refusal, meant: Mandate | Refusal) -> bool:
        """A slice does not know who has nothing to do with it; whom it knows it answers alike."""
        if isinstance(found, Mandate) or isinstance(meant, Mandate):
            return told(found) == told(meant)
        return found.clause is meant.clause or (
            found.clause is Clause.NOT_APPOINTED and found.record_id is None
        )
