"""The legal clock fires the timers that are due, each by the id of its task."""

from __future__ import annotations

from functools import partial

from engine.actions.step import judged_again, take
from engine.core.acts import TimerFired
from engine.core.move import TaskRef
from engine.errors import AlreadyDone, NotFound
from engine.outside.outside import Outside
from engine.store.load_open_task import load_open_task
from engine.store.timers import due_timers


def fire_due(outside: Outside, limit: int = 50) -> int:
    """Fire up to `limit` due timers, the longest due first; how many were fired.

    One that somebody was faster with (the supplement came in the same second) is passed over.
    """
    with outside.sessions.begin() as session:
        due = due_timers(session, outside.clock.now(), limit)
    fired = 0
    for ref in due:
        try:
            judged_again(partial(_fire, outside, ref))
            fired += 1
        except (AlreadyDone, NotFound):
            continue
    return fired


def _fire(outside: Outside, ref: TaskRef) -> None:
    with outside.sessions.begin() as session:
        dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
        take(session, dossier, TimerFired(task=task), around, now)
