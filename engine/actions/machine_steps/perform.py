"""The worker performs a machine step that the outbox asks for, and the dossier moves on."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from engine.actions.documents.subject import document_of
from engine.actions.machine_steps import STEPS
from engine.actions.machine_steps.situation import Done, Situation
from engine.actions.step import judged_again, take
from engine.core.acts import MachineDone
from engine.core.move import TaskRef
from engine.errors import AlreadyDone, TrinhKyError
from engine.outside.outside import Outside
from engine.store.load_open_task import load_open_task


class StepUnknown(TrinhKyError):
    """A diagram names a machine step that this release does not have."""


def perform(outside: Outside, ref: TaskRef, step: str, outbox_id: UUID) -> None:
    """Do the step outside any transaction, then record it; a step done before does nothing.

    Raises whatever the step raises, with one sentence; the outbox row then waits and is tried
    again, and the page of the operator shows why.
    """
    do = STEPS.get(step)
    if do is None:
        raise StepUnknown(f"Bản phần mềm này không có bước máy “{step}”.")
    try:
        with outside.sessions.begin() as session:
            dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
            document = document_of(session, dossier, task)
    except AlreadyDone:
        return
    done = do(outside, Situation(dossier, task, document, around.register, now))
    judged_again(lambda: _record(outside, ref, step, outbox_id, done))


def _record(outside: Outside, ref: TaskRef, step: str, outbox_id: UUID, done: Done) -> None:
    with outside.sessions.begin() as session:
        dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
        records = replace(done.records, outbox_done=(outbox_id,))
        act = MachineDone(task=task, step=step, records=records)
        take(session, dossier, act, around, now)
