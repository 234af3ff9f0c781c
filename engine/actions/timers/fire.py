"""The legal clock fires the timers that are due, each by the id of its task."""

from __future__ import annotations

from functools import partial
from uuid import UUID

import structlog

from engine.actions.step import judged_again, take
from engine.core.acts import TimerFired
from engine.core.move import TaskRef
from engine.errors import AlreadyDone, NotFound
from engine.outside.outside import Outside
from engine.store.load_open_task import load_open_task
from engine.store.timers import due_timers

log = structlog.get_logger()
MOST = 50
"""Timers fired in one round."""


def fire_due(outside: Outside, dossier_id: UUID | None = None) -> int:
    """Fire what is due, the longest due first, of one dossier or of all; how many were fired.

    One that somebody was faster with (the supplement came in the same second) is passed over;
    one that cannot be fired is logged and holds up no other.
    """
    with outside.sessions.begin() as session:
        due = due_timers(session, outside.clock.now(), MOST, dossier_id)
    return sum(_fired(outside, ref) for ref in due)


def _fired(outside: Outside, ref: TaskRef) -> bool:
    try:
        judged_again(partial(_fire, outside, ref))
    except (AlreadyDone, NotFound):
        return False
    except Exception:
        log.exception("timer_failed", dossier=str(ref.dossier_id), task=str(ref.task_id))
        return False
    return True


def _fire(outside: Outside, ref: TaskRef) -> None:
    with outside.sessions.begin() as session:
        dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
        take(session, dossier, TimerFired(task=task), around, now)
