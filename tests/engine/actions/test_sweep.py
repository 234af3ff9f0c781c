"""The worker's round: one bad row never stops the others, and says why it waits."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from engine.actions.documents.finish import finish
from engine.actions.machine_steps.perform import StepUnknown, perform
from engine.actions.operations.retry import retry
from engine.core.advance import MACHINE
from engine.core.move import TaskRef
from engine.errors import NotFound, SigningRefused
from engine.questions.operations.operations import stuck
from engine.store.records import OutboxRow
from tests.factories.office import EXAMINE, GATHER, RELEASE, SEAL, SIGN, Office, person
from tests.factories.stages import Case


def _row(office: Office, dossier_id: UUID, kind: str, payload: dict[str, str]) -> UUID:
    row_id = uuid4()
    with office.outside.sessions.begin() as session:
        session.add(
            OutboxRow(
                dossier_id=dossier_id,
                id=row_id,
                kind=kind,
                payload=payload,
                not_before=office.clock.now(),
                tries=0,
                created_at=office.clock.now(),
            )
        )
    return row_id


def _rows(office: Office) -> dict[UUID, OutboxRow]:
    with office.outside.sessions() as session:
        return {row.id: row for row in session.scalars(select(OutboxRow))}


def test_a_row_that_fails_waits_with_its_reason_and_the_others_are_done(to_sign: Case) -> None:
    office = to_sign.office
    task = office.ref(to_sign.id, SIGN).task_id
    unknown = _row(office, to_sign.id, MACHINE, {"task": str(task), "step": "conjure"})
    faulty = _row(office, to_sign.id, MACHINE, {"task": "no id", "step": "release"})
    attempt_id = office.sign(to_sign.id)
    assert office.sweep() == 2
    assert office.open_steps(to_sign.id) == [SEAL]
    rows = _rows(office)
    assert rows[unknown].trouble == "Bản phần mềm này không có bước máy “conjure”."
    assert rows[faulty].trouble == "Lỗi phần mềm (ValueError); đã ghi nhật ký."
    assert rows[unknown].done_at is None
    assert {s.outbox_id for s in stuck(office.outside, person("van_thu"))} == {unknown, faulty}
    assert str(attempt_id) not in str(rows[unknown].payload)


def test_each_failure_waits_longer_than_the_one_before(to_sign: Case) -> None:
    office = to_sign.office
    row = _row(office, to_sign.id, MACHINE, {"task": str(uuid4()), "step": "conjure"})
    pauses = []
    for _ in range(4):
        office.sweep()
        waits = (_rows(office)[row].not_before - office.clock.now()).total_seconds()
        pauses.append(waits)
        office.clock.forward(seconds=waits)
    assert pauses == [5, 10, 20, 40]


def test_a_step_that_is_done_already_is_done(to_seal: Case) -> None:
    office = to_seal.office
    [gathered] = [t for t in office.tasks(to_seal.id) if t.element == GATHER]
    version = office.dossier(to_seal.id).version
    again = _row(
        office, to_seal.id, MACHINE, {"task": str(gathered.id), "step": "gather_validation"}
    )
    assert office.sweep() == 1
    assert _rows(office)[again].done_at is not None
    assert office.dossier(to_seal.id).version == version
    assert office.sweep() == 0


def test_a_step_of_a_task_that_never_was_is_not_found(to_sign: Case) -> None:
    with pytest.raises(NotFound):
        perform(to_sign.office.outside, TaskRef(to_sign.id, uuid4()), "release", uuid4())
    with pytest.raises(StepUnknown):
        perform(to_sign.office.outside, TaskRef(to_sign.id, uuid4()), "conjure", uuid4())


def test_machine_steps_refuse_a_document_that_is_not_there_yet(to_sign: Case) -> None:
    office = to_sign.office
    ref = office.ref(to_sign.id, SIGN)
    with pytest.raises(NotFound):
        perform(office.outside, ref, "gather_validation", uuid4())
    office.sign(to_sign.id)
    for step, reason in (("gather_validation", "not_signed"), ("release", "not_sealed")):
        with pytest.raises(SigningRefused) as refused:
            perform(office.outside, ref, step, uuid4())
        assert refused.value.reason == reason
    assert office.open_steps(to_sign.id) == [SIGN]


def test_a_step_that_is_recorded_settles_what_was_asked_of_the_worker(to_seal: Case) -> None:
    office = to_seal.office
    finish(office.outside, to_seal.id, office.seal(to_seal.id))
    [waits] = [row for row in _rows(office).values() if row.done_at is None]
    ref = office.ref(to_seal.id, RELEASE)
    perform(office.outside, ref, "release", waits.id)
    assert all(row.done_at is not None for row in _rows(office).values())


def test_only_what_waits_is_tried_again(received: Case) -> None:
    for dossier_id in (received.id, uuid4()):
        with pytest.raises(NotFound):
            retry(received.office.outside, person("tu_phap"), dossier_id, uuid4())


def test_with_nothing_to_do_nothing_is_done(received: Case) -> None:
    assert received.office.sweep() == 0
    assert received.office.open_steps(received.id) == [EXAMINE]
