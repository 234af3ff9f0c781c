"""Opens an action on a task."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from engine.core.dossier import Dossier, Surroundings, Task
from engine.core.move import TaskRef
from engine.core.vietnamese import format_moment
from engine.errors import AlreadyDone
from engine.say import say
from engine.store.load_dossier import dossier_from
from engine.store.load_surroundings import surroundings_from
from engine.store.load_task import load_task
from engine.store.people import name_if_known
from engine.store.select_dossier import select_dossier


class OpenTask(NamedTuple):
    """An open task with its dossier, what it is judged by, and the office's time."""

    dossier: Dossier
    task: Task
    around: Surroundings
    now: datetime


def load_open_task(session: Session, ref: TaskRef, system_now: datetime) -> OpenTask:
    """One round trip, once the process knows bundle, calendar and slice of the register.

    Takes no lock. Raises NotFound, and AlreadyDone (by whom, when) if the task is not open.
    """
    selected = select_dossier(session, ref.dossier_id)
    dossier = dossier_from(session, ref.dossier_id, selected)
    around = surroundings_from(session, dossier, selected)
    task = next((task for task in around.open_tasks if task.id == ref.task_id), None)
    if task is None:
        raise _already_done(session, ref)
    now = system_now + timedelta(seconds=selected.clock_offset_s)
    return OpenTask(dossier, task, around, now)


def _already_done(session: Session, ref: TaskRef) -> AlreadyDone:
    """Who was faster, and when. Raises NotFound for a task that never was."""
    task = load_task(session, ref)
    name = name_if_known(session, task.closed_by_id)
    when = (
        ""
        if task.closed_at is None
        else say(" lúc %(closed_at)s", closed_at=format_moment(task.closed_at))
    )
    said = say("Bước này đã được %(who)s xử lý%(when)s.", who=name or say("hệ thống"), when=when)
    if task.status == "cancelled":
        said = say("Bước này đã kết thúc%(when)s, không còn chờ xử lý.", when=when)
    return AlreadyDone(said, by=name, at=task.closed_at)
