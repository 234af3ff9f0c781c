"""A registrar enters a reorganisation; nothing changes before another one approves it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from engine.actions.actor import Actor
from engine.actions.register.office import require_registrar
from engine.actions.register.wrong import Wrong
from engine.core.reorganisation import Step, as_rows, faults
from engine.core.terms import begins
from engine.core.vietnamese import format_date
from engine.outside.outside import Outside
from engine.say import say
from engine.store.records import ReorganisationRow, UnitRow
from engine.store.register_changes import known_row

DECISION, DAY, STEPS = "decision", "day", "steps"


def enter_reorganisation(
    outside: Outside, actor: Actor, decision: str, day: date | None, steps: Sequence[Step]
) -> UUID:
    """Its id. `decision` names the act that orders it, `day` is the first under the new order; one
    gone by is carried out when it is approved.

    Raises NotYours; InvalidAnswers: no decision, no day, steps that contradict each other
    (`core.reorganisation.faults`), a unit that is not there on that day.
    """
    with outside.sessions.begin() as session:
        now = require_registrar(session, outside, actor)
        wrong = Wrong()
        said = wrong.line(DECISION, decision, say("Hãy ghi số, ngày, cơ quan ban hành quyết định."))
        if day is None:
            wrong.add(DAY, say("Hãy ghi ngày có hiệu lực."))
        for fault in faults(steps):
            wrong.add(STEPS, fault)
        if day is not None:
            _require_units(session, steps, day, wrong)
        wrong.refuse()
        assert day is not None
        row = ReorganisationRow(
            id=uuid4(),
            decision=said,
            effective_at=begins(day),
            steps=as_rows(steps),
            entered_by_id=actor.person_id,
            entered_at=now,
            moved=0,
            left=[],
        )
        session.add(row)
        return row.id


def _require_units(session: Session, steps: Sequence[Step], day: date, wrong: Wrong) -> None:
    at = begins(day)
    ids = [step.unit_id for step in steps]
    ids += [unit for step in steps for unit in (step.into, *step.by_procedure.values()) if unit]
    for unit_id in dict.fromkeys(ids):
        row = known_row(session, UnitRow, unit_id)
        if row is None:
            wrong.add(STEPS, say("Có đơn vị không còn trong danh mục; hãy chọn lại."))
        elif row.valid_from > at or (row.valid_to is not None and row.valid_to <= at):
            said = say(
                "%(unit)s không có vào ngày %(day)s; hãy nhập hoặc sửa thời gian của đơn vị trước.",
                unit=row.name,
                day=format_date(day),
            )
            wrong.add(STEPS, said)
