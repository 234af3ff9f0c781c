"""An absence is entered, with who does the work meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.register.absences.cover import cover
from engine.actions.register.absences.office import for_whom
from engine.actions.register.office import Change, changing
from engine.actions.register.wrong import FROM, TO, Wrong
from engine.core.authority.register import Period
from engine.core.half_days import away_words, half_days
from engine.outside.outside import Outside
from engine.say import say
from engine.store.absences import is_away, substitutes
from engine.store.passings import ABSENCE, tasks_to_pass
from engine.store.records import AbsenceRow, PersonRow, TaskPassingRow
from engine.store.register_changes import current, enter
from engine.store.register_people import absences_in

SUBSTITUTE = "substitute_id"


@dataclass(frozen=True, slots=True)
class AbsenceTold:
    """Days inclusive; `from_noon`: the first day only its afternoon, `to_noon`: the last day only
    its morning."""

    person_id: UUID
    first: date | None
    last: date | None
    from_noon: bool = False
    to_noon: bool = False
    substitute_id: UUID | None = None
    note: str = ""


def enter_absence(outside: Outside, actor: Actor, told: AbsenceTold) -> UUID:
    """Its id. From its beginning the person's tasks go to the substitute, those of signing to the
    queue of who may sign; what lands on the desk meanwhile goes on, too.

    Raises NotYours, NotFound; InvalidAnswers: a term that runs backwards, is over, or meets
    another absence of the same person; a substitute who may not do the work or is away, too.
    """
    with changing(outside, actor, for_whom(told.person_id)) as change:
        current(change.session, PersonRow, told.person_id)
        wrong = Wrong()
        period = _period(told, wrong)
        note = wrong.line("note", told.note, None)
        if period is not None:
            _require(change, told, period, wrong)
        wrong.refuse()
        assert period is not None
        row = AbsenceRow(
            id=uuid4(),
            person_id=told.person_id,
            substitute_id=told.substitute_id,
            note=note or None,
            valid_from=period.valid_from,
            valid_to=period.valid_to,
        )
        if told.substitute_id is not None:
            row.instrument_id = cover(change, told.person_id, told.substitute_id, period)
        enter(change.session, row, change.by_id, change.now)
        _pass_on(change, row)
    outside.queue.nudge()
    return row.id


def _period(told: AbsenceTold, wrong: Wrong) -> Period | None:
    if told.first is None or told.last is None:
        said = say("Hãy ghi cả ngày bắt đầu và ngày cuối cùng vắng mặt.")
        wrong.add(FROM if told.first is None else TO, said)
        return None
    try:
        return half_days(told.first, told.last, from_noon=told.from_noon, to_noon=told.to_noon)
    except (ValueError, OverflowError) as fault:
        said = say("Ngày này quá xa; hãy xem lại.")
        wrong.add(TO, str(fault) if isinstance(fault, ValueError) else said)
        return None


def _require(change: Change, told: AbsenceTold, period: Period, wrong: Wrong) -> None:
    assert period.valid_to is not None
    if period.valid_to <= change.now:
        wrong.add(TO, say("Lịch vắng mặt này đã qua; không cần ghi nữa."))
    for other in absences_in(change.session, told.person_id, period)[:1]:
        said = say(
            "Đã có lịch vắng mặt %(other)s, trùng với %(own)s.",
            other=away_words(Period(other.valid_from, other.valid_to)),
            own=away_words(period),
        )
        wrong.add(FROM, said)
    if told.substitute_id is None:
        return
    at = max(period.valid_from, change.now)
    chosen = {each.person_id: each for each in substitutes(change.session, told.person_id, at)}
    if told.substitute_id not in chosen:
        said = say(
            "Người xử lý thay phải là người cùng đơn vị đang làm được việc này; hãy chọn trong "
            "danh sách."
        )
        wrong.add(SUBSTITUTE, said)
    elif is_away(change.session, told.substitute_id, period):
        name = chosen[told.substitute_id].full_name
        said = say("%(who)s cũng vắng mặt trong thời gian này; hãy chọn người khác.", who=name)
        wrong.add(SUBSTITUTE, said)


def _pass_on(change: Change, row: AbsenceRow) -> None:
    run = TaskPassingRow(
        id=uuid4(),
        ground=ABSENCE,
        ground_id=row.id,
        person_id=row.person_id,
        to_id=row.substitute_id,
        at=row.valid_from,
        until=row.valid_to,
        asked_at=change.now,
        by_id=change.by_id,
        foreseen=0,
        moved=0,
        stayed=[],
    )
    run.foreseen = len(tasks_to_pass(change.session, run, change.now))
    change.session.add(run)
