"""The worker performs a machine step that the outbox asks for, and the dossier moves on."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from engine.actions.documents.subject import latest_of
from engine.actions.machine_steps import STEPS
from engine.actions.machine_steps.situation import Done, Situation
from engine.actions.step import judged_again, take
from engine.core.acts import MachineDone
from engine.core.dossier import Document
from engine.core.move import TaskRef
from engine.core.procedure import attributes_of
from engine.errors import AlreadyDone, TrinhKyError
from engine.outside.outside import Outside
from engine.store.load_open_task import OpenTask, load_open_task
from engine.store.mandates import sealing_unit


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
            situation = _situation(session, load_open_task(session, ref, outside.clock.now()))
    except AlreadyDone:
        return
    done = do(outside, situation)
    judged_again(lambda: _record(outside, ref, step, outbox_id, done))


def _situation(session: Session, opened: OpenTask) -> Situation:
    dossier, task, around, now = opened
    element = dossier.bundle.compiled.elements[task.element]
    key = attributes_of(dossier.bundle.procedure, element).get("document")
    document = None if key is None else latest_of(session, dossier.id, key)
    owner = None if document is None else _sealing_unit(session, dossier.id, document)
    return Situation(dossier, task, around, now, document, owner)


def _sealing_unit(session: Session, dossier_id: UUID, document: Document) -> UUID | None:
    signed = document.latest("signed")
    if signed is None or signed.mandate_id is None:
        return None
    return sealing_unit(session, dossier_id, signed.mandate_id)


def _record(outside: Outside, ref: TaskRef, step: str, outbox_id: UUID, done: Done) -> None:
    with outside.sessions.begin() as session:
        dossier, task, around, now = load_open_task(session, ref, outside.clock.now())
        records = replace(done.records, outbox_done=(outbox_id,))
        act = MachineDone(task=task, step=step, records=records)
        take(session, dossier, act, around, now)
