"""What lies on the desks where things are signed and issued."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from engine.actions.batch.choose import SIGN as TO_SIGN
from engine.actions.batch.choose import choose
from engine.actions.batch.lay_out import lay_out
from engine.actions.desk.look import look
from engine.actions.documents.show import show
from engine.core.move import TaskRef
from engine.store.records import DossierRow, TaskRow
from tests.factories.office import SEAL, SIGN, Office, person


def to_sign(office: Office) -> list[TaskRef]:
    """The signing tasks that wait, the first received first."""
    return _waiting(office, SIGN)


def to_seal(office: Office, many: int) -> list[TaskRef]:
    """The sealing tasks of the first `many` of the queue, signed by the chairman."""
    refs = to_sign(office)[:many]
    for ref in refs:
        office.sign(ref.dossier_id)
    office.sweep()
    return [office.ref(ref.dossier_id, SEAL) for ref in refs]


def _waiting(office: Office, step: str) -> list[TaskRef]:
    with office.outside.sessions() as session:
        rows = session.execute(
            select(TaskRow.dossier_id, TaskRow.id)
            .join(DossierRow, DossierRow.id == TaskRow.dossier_id)
            .where(TaskRow.element == step, TaskRow.status == "open")
            .order_by(DossierRow.received_at)
        )
        return [TaskRef(dossier_id, task_id) for dossier_id, task_id in rows]


def opened(office: Office, ref: TaskRef, login: str = "chu_tich") -> None:
    """The signer has the whole page before them."""
    shown = show(office.outside, person(login), ref)
    assert look(office.outside, person(login), ref, shown.sha256)


def laid_out(office: Office, refs: Sequence[TaskRef], login: str = "chu_tich") -> UUID:
    """A batch of the signer with every page laid before them."""
    batch_id = choose(office.outside, person(login), TO_SIGN, refs)
    lay_out(office.outside, person(login), batch_id, most=len(refs))
    return batch_id
