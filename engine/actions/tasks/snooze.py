"""A person puts a task of their list aside until a moment (tạm gác), or takes it back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from engine.actions.actor import Actor
from engine.actions.strangers import hidden_from_strangers
from engine.core.move import TaskRef
from engine.core.seats import holds
from engine.core.vietnamese import LOCAL, format_date, parse_date
from engine.errors import InvalidAnswers, NotYours
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_open_task import load_open_task
from engine.store.task_views import note_snoozed

TOMORROW, MONDAY = "ngay_mai", "thu_hai"
"""What may be said instead of a day."""
MOST_DAYS = 90
_MORNING = time(7)
"""Before any office opens, so that it lies there when its person comes."""


def snooze(outside: Outside, actor: Actor, ref: TaskRef, until: str) -> datetime:
    """Until that morning; when. `until` is TOMORROW, MONDAY or a day as people write it.

    It leaves "Cần làm" and comes back by itself; a late one stays under "Quá hạn" all the same.
    Raises InvalidAnswers (no such day, past, or too far), NotFound, AlreadyDone, NotYours.
    """
    with hidden_from_strangers(outside, actor, ref.dossier_id), outside.sessions.begin() as session:
        _, task, around, now = load_open_task(session, ref, outside.clock.now())
        if not holds(around.register, actor.person_id, task.holders, now):
            raise NotYours(
                say("Việc này không nằm trong danh sách của ông/bà nên không tạm gác được."),
                "not_asked",
            )
        day = _day(until, now.astimezone(LOCAL).date())
        moment = datetime.combine(day, _MORNING, LOCAL)
        note_snoozed(session, actor.person_id, ref, moment)
    return moment


def wake(outside: Outside, actor: Actor, ref: TaskRef) -> None:
    """Back into "Cần làm" at once. Raises NotFound and AlreadyDone."""
    with hidden_from_strangers(outside, actor, ref.dossier_id), outside.sessions.begin() as session:
        _, task, around, now = load_open_task(session, ref, outside.clock.now())
        if not holds(around.register, actor.person_id, task.holders, now):
            raise NotYours(say("Việc này không nằm trong danh sách của ông/bà."), "not_asked")
        note_snoozed(session, actor.person_id, ref, None)


def _day(until: str, today: date) -> date:
    if until == TOMORROW:
        return today + timedelta(days=1)
    if until == MONDAY:
        return today + timedelta(days=7 - today.weekday())
    try:
        day = parse_date(until)
    except ValueError as wrong:
        raise InvalidAnswers({"until": [str(wrong)]}) from wrong
    last = today + timedelta(days=MOST_DAYS)
    if not today < day <= last:
        said = say(
            "Hãy chọn một ngày sau hôm nay và không muộn hơn %(last)s.", last=format_date(last)
        )
        raise InvalidAnswers({"until": [said]})
    return day
