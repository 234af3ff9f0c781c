"""A transfer of post (chuyển đổi vị trí công tác): one act ends a post and begins another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from engine.actions.actor import Actor
from engine.actions.register.appointments.follow import follow_begin, follow_end
from engine.actions.register.appointments.told import (
    POSITION,
    AppointmentTold,
    appointment_known,
    require_fit,
)
from engine.actions.register.keepers import require_a_keeper
from engine.actions.register.office import Change, changing
from engine.actions.register.wrong import FROM, Wrong
from engine.core.authority.register import Period
from engine.core.terms import begins, term_words
from engine.core.vietnamese import LOCAL
from engine.errors import AlreadyDone
from engine.outside.outside import Outside
from engine.say import say
from engine.store.passings import TRANSFER, tasks_to_pass
from engine.store.records import AppointmentRow, TaskPassingRow
from engine.store.register_changes import correct, enter
from engine.store.seats_held import sits_in_unit_of

TO = "to_id"


@dataclass(frozen=True, slots=True)
class Transfer:
    """`first` is the first day on the new seat; `to_id` a colleague who takes over the open tasks,
    None: they return to the queue of the seat that is left."""

    position_id: UUID | None
    first: date | None
    to_id: UUID | None = None
    acting: bool = False


def transfer(
    outside: Outside, actor: Actor, appointment_id: UUID, told: Transfer, reason: str
) -> UUID:
    """The id of the new post. What lies with the person from the seat that is left goes with the
    day, one dossier a transaction (`passings`, `moves`).

    Raises NotYours, NotFound, AlreadyDone (the post has ended); InvalidAnswers: no reason, a day
    gone by (that is a correction of two posts), the same seat, what `require_fit` says of the new
    one, a colleague who sits in another unit.
    """
    with changing(outside, actor) as change:
        former, wrong = appointment_known(change.session, appointment_id), Wrong()
        why = wrong.reason(reason)
        at = _moment(former, told, change.now, wrong)
        _require(change, former, told, at, wrong)
        wrong.refuse()
        assert at is not None
        if told.to_id is None:
            follow_end(outside, change, former, at, why)
        correct(
            change.session,
            former,
            change.by_id,
            change.now,
            kind="transferred",
            reason=why,
            valid_to=at,
        )
        row = AppointmentRow(
            id=uuid4(),
            person_id=former.person_id,
            position_id=told.position_id,
            acting=told.acting,
            valid_from=at,
        )
        follow_begin(outside, change, row, why)
        enter(change.session, row, change.by_id, change.now, why)
        if told.to_id is not None:
            _pass_on(change, former, told.to_id, at)
        require_a_keeper(change.session, change.now)
    outside.queue.nudge()
    return row.id


def _moment(former: AppointmentRow, told: Transfer, now: datetime, wrong: Wrong) -> datetime | None:
    """The beginning of the day; of today, this moment: what was done since the morning stands."""
    if former.valid_to is not None and former.valid_to <= now:
        raise AlreadyDone(say("Bổ nhiệm này đã kết thúc nên không chuyển được nữa."))
    if told.first is None:
        wrong.add(FROM, say("Hãy ghi ngày bắt đầu ở vị trí mới."))
        return None
    today = now.astimezone(LOCAL).date()
    if told.first < today:
        said = say("Ngày chuyển đã qua; hãy sửa hai bổ nhiệm, vì chuyển là việc từ nay về sau.")
        wrong.add(FROM, said)
        return None
    at = max(now, begins(told.first))
    if at <= former.valid_from or (former.valid_to is not None and at >= former.valid_to):
        held = term_words(Period(former.valid_from, former.valid_to))
        said = say("Người này chỉ giữ vị trí cũ %(held)s; hãy chọn ngày trong đó.", held=held)
        wrong.add(FROM, said)
    return at


def _require(
    change: Change, former: AppointmentRow, told: Transfer, at: datetime | None, wrong: Wrong
) -> None:
    if told.position_id == former.position_id:
        wrong.add(POSITION, say("Hãy chọn một vị trí khác với vị trí đang giữ."))
    elif at is not None:
        new = AppointmentTold(former.person_id, told.position_id, told.acting, told.first)
        require_fit(change.session, new, Period(at), wrong, None)
    if told.to_id is None:
        return
    fits = told.to_id != former.person_id and sits_in_unit_of(
        change.session, told.to_id, former.position_id, change.now
    )
    if not fits:
        wrong.add(TO, say("Hãy chọn đồng nghiệp cùng đơn vị, hoặc để việc trở lại danh sách."))


def _pass_on(change: Change, former: AppointmentRow, to_id: UUID, at: datetime) -> None:
    run = TaskPassingRow(
        id=uuid4(),
        ground=TRANSFER,
        ground_id=former.id,
        person_id=former.person_id,
        to_id=to_id,
        at=at,
        asked_at=change.now,
        by_id=change.by_id,
        foreseen=0,
        moved=0,
        stayed=[],
    )
    change.session.flush()
    run.foreseen = len(tasks_to_pass(change.session, run, change.now))
    change.session.add(run)
