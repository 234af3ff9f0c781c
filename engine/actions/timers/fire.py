"""The legal clock fires the timers that are due, each by the id of its task.

One that cannot be fired becomes a row of the outbox: the operator sees why, it is tried again
after longer and longer pauses, and the timers behind it have their turn.
"""

from __future__ import annotations

from functools import partial
from uuid import UUID, uuid5

import structlog

from engine.actions.step import judged_again, take
from engine.core.acts import TimerFired
from engine.core.clock import fires_at, parse_timer
from engine.core.move import OutboxAdded, TaskRef
from engine.errors import AlreadyDone, NotFound, TrinhKyError
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_open_task import load_open_task
from engine.store.outbox import TIMER, put_off
from engine.store.timers import due_timers

log = structlog.get_logger()
MOST = 50
"""Timers fired in one round."""


def fire_due(outside: Outside, dossier_id: UUID | None = None) -> int:
    """Fire what is due, the longest due first, of one dossier or of all; how many were fired.

    One that somebody was faster with (the supplement came in the same second) is passed over;
    one that cannot be fired is put into the outbox and holds up no other.
    """
    with outside.sessions.begin() as session:
        due = due_timers(session, outside.clock.now(), MOST, dossier_id)
    return sum(_fired(outside, ref) for ref in due)


def fire(outside: Outside, ref: TaskRef) -> None:
    """Fire one timer; nothing if its wait is over. Raises whatever hinders it."""
    try:
        judged_again(partial(_fire, outside, ref))
    except (AlreadyDone, NotFound):
        log.info("timer_passed_over", dossier=str(ref.dossier_id), task=str(ref.task_id))


def _fired(outside: Outside, ref: TaskRef) -> bool:
    try:
        judged_again(partial(_fire, outside, ref))
    except (AlreadyDone, NotFound):
        return False
    except Exception as trouble:
        log.exception("timer_failed", dossier=str(ref.dossier_id), task=str(ref.task_id))
        _put_off(outside, ref, trouble)
        return False
    return True


def _fire(outside: Outside, ref: TaskRef) -> None:
    with outside.sessions.begin() as session:
        dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
        waits = dossier.bundle.compiled.elements[task.element].timer
        if waits and fires_at(around.calendar, task.opened_at, parse_timer(waits)) > now:
            raise AlreadyDone(say("Lịch làm việc đã đổi: chưa đến hạn."))  # a holiday came between
        take(session, dossier, TimerFired(task=task), around, now)


def _put_off(outside: Outside, ref: TaskRef, trouble: Exception) -> None:
    """The row's id follows from the task's: one timer, one row."""
    sentence = say("Lỗi phần mềm (%(name)s); đã ghi nhật ký.", name=type(trouble).__name__)
    if isinstance(trouble, TrinhKyError):
        sentence = trouble.sentence
    now = outside.clock.now()
    row = OutboxAdded(uuid5(ref.task_id, TIMER), TIMER, {"task": str(ref.task_id)}, now)
    with outside.sessions.begin() as session:
        put_off(session, ref.dossier_id, row, sentence, now)
