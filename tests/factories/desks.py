"""Several plain dossiers at once, for the desks where things are signed and issued."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from engine.actions.batches.choose import SIGN as TO_SIGN
from engine.actions.batches.choose import choose
from engine.actions.batches.lay_out import lay_out
from engine.actions.desk.look import look
from engine.actions.documents.show import show
from engine.core.move import TaskRef
from tests.factories.office import EXAMINE, FIT, SEAL, SIGN, Office, person


def several_to_sign(office: Office, many: int) -> list[TaskRef]:
    """Signing tasks of the chairman, the first received first; one was signed before them."""
    refs = []
    for _each in range(many):
        office.clock.forward(minutes=1)
        dossier_id = office.receive().dossier_id
        office.complete("tu_phap", dossier_id, EXAMINE, FIT)
        refs.append(office.ref(dossier_id, SIGN))
    return refs


def usual(office: Office) -> UUID:
    """A dossier signed before, so that the next ones are not the first of their kind."""
    [ref] = several_to_sign(office, 1)
    office.sign(ref.dossier_id)
    office.sweep()
    return ref.dossier_id


def several_to_seal(office: Office, many: int) -> list[TaskRef]:
    """Sealing tasks of the văn thư, the first received first."""
    found = []
    for ref in several_to_sign(office, many):
        office.sign(ref.dossier_id)
        office.sweep()
        found.append(office.ref(ref.dossier_id, SEAL))
    return found


def opened(office: Office, ref: TaskRef, login: str = "chu_tich") -> None:
    """The signer has the whole page before them."""
    shown = show(office.outside, person(login), ref)
    assert look(office.outside, person(login), ref, shown.sha256)


def laid_out(office: Office, refs: Sequence[TaskRef], login: str = "chu_tich") -> UUID:
    """A batch of the signer with every page laid before them."""
    batch_id = choose(office.outside, person(login), TO_SIGN, refs)
    lay_out(office.outside, person(login), batch_id, most=len(refs))
    return batch_id
