"""The tasks of a passing go to whoever takes them over, one dossier a transaction.

A task and its place in the run are one commit: killed at any moment, the work goes on with the next
one. A task of authority goes to nobody by this way: it returns to the queue of those whom law or an
instrument lets sign.
"""

from __future__ import annotations

from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from engine.actions.step import take
from engine.actions.tasks.assign import require_fit
from engine.core.acts import Passed
from engine.core.authority.register import AUTHORITY_POWERS, Power
from engine.core.move import TaskRef
from engine.core.seats import occupants
from engine.errors import AlreadyDone, NotAsked, NotFound, Overtaken
from engine.outside.outside import Outside
from engine.say import say
from engine.store.load_open_task import OpenTask, load_open_task
from engine.store.passings import (
    due_passings,
    note_passed,
    note_stayed,
    take_passing,
    tasks_to_pass,
)
from engine.store.records import TaskPassingRow
from engine.store.time import read_time

log = structlog.get_logger()


def pass_some(outside: Outside) -> int:
    """The worker's turn: pass on what is due; how many tasks went."""
    with outside.sessions.begin() as session:
        due = due_passings(session, read_time(session, outside.clock.now()).now)
    return sum(_pass_all(outside, passing_id) for passing_id in due)


def _pass_all(outside: Outside, passing_id: UUID) -> int:
    went = 0
    while True:
        try:
            answer = _pass_next(outside, passing_id)
        except Overtaken:
            continue  # somebody acted on the dossier meanwhile: judge it again
        except Exception:  # one run that fails holds up nothing; it is tried again
            log.exception("passing_failed", passing=str(passing_id))
            return went
        if answer is None:
            return went
        went += answer


def _pass_next(outside: Outside, passing_id: UUID) -> bool | None:
    """Whether the next task went; None when there is none, or another worker has the run. Raises
    Overtaken; then nothing is stored."""
    with outside.sessions.begin() as session:
        run = take_passing(session, passing_id)
        if run is None:
            return None
        now = read_time(session, outside.clock.now()).now
        over = run.until is not None and run.until <= now
        tasks = () if over else tasks_to_pass(session, run, now)
        if not tasks:
            if over or run.until is None:
                run.done_at = now
            return None
        return _pass(session, outside, run, tasks[0])


def _pass(session: Session, outside: Outside, run: TaskPassingRow, ref: TaskRef) -> bool:
    try:
        opened = load_open_task(session, ref, outside.clock.now())
    except (AlreadyDone, NotFound) as gone:
        note_stayed(run, ref, "", gone.sentence)
        return False
    dossier, task, around, now = opened
    to, why = _taker(run, opened)
    if to is None and task.assignee_id is None:
        note_stayed(run, ref, dossier.code, why)
        return False
    take(session, dossier, Passed(task=task, to=to, ground=run.ground), around, now)
    note_passed(session, run, ref, now)
    log.info("task_passed", dossier=str(dossier.id), ground=run.ground)
    return True


def _taker(run: TaskPassingRow, opened: OpenTask) -> tuple[UUID | None, str]:
    """Who takes it over, or None for the queue, and why nobody by name."""
    dossier, task, around, now = opened
    if run.to_id is None:
        return None, say("Không có người xử lý thay.")
    if task.power is not None and Power(task.power) in AUTHORITY_POWERS:
        return None, say("Việc ký chỉ giao cho người có thẩm quyền theo luật hoặc văn bản.")
    if task.assignee_id is None and _others_sit(run.person_id, opened):
        return None, say("Người khác cùng vị trí làm được việc này.")
    try:
        require_fit(run.to_id, task, dossier, around, now)
    except NotAsked as refused:
        return None, refused.sentence
    return run.to_id, ""


def _others_sit(person_id: UUID, opened: OpenTask) -> bool:
    register, now = opened.around.register, opened.now
    return any(occupants(register, each, now) - {person_id} for each in opened.task.holders)
