"""A dossier of another unit: whatever a stranger asks or does, it does not exist for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from engine.actions.actor import Actor
from engine.actions.documents.seal import seal
from engine.actions.documents.show import show
from engine.actions.documents.sign import sign
from engine.actions.dossiers.receive import receive
from engine.actions.operations.retry import retry
from engine.actions.supplements.receive import receive as receive_supplement
from engine.actions.tasks.claim import claim
from engine.actions.tasks.complete import complete
from engine.core.authority.register import Power
from engine.core.move import TaskRef
from engine.errors import NotFound, NotYours
from engine.outside.outside import Outside
from engine.questions.dossier.files import document_bytes, paper_bytes
from engine.questions.dossier.page import dossier_page
from engine.questions.inbox.inbox import inbox
from engine.questions.intake.procedures import open_for_intake
from engine.questions.operations.operations import stuck
from engine.questions.slips import receipt
from engine.questions.task.attempt import attempt
from engine.questions.task.page import task_page
from engine.simulate import demo_city as city
from engine.store.load_dossier import no_dossier
from engine.store.records import OutboxRow, PaperRow, SigningAttemptRow, TaskRow
from tests.engine.store.factory import census
from tests.factories.office import FIT, person, request, scan
from tests.factories.people import found_ward, make_competent, seat_somebody
from tests.factories.stages import Case, Stages

ACTIONS: dict[str, Callable[[Outside, Actor, TaskRef], object]] = {
    "claim": claim,
    "complete": lambda o, a, ref: complete(o, a, ref, FIT),
    "show": show,
    "sign": lambda o, a, ref: sign(o, a, ref, "0" * 64, city.KEY_PASSWORD),
    "seal": lambda o, a, ref: seal(o, a, ref, "0" * 64, city.KEY_PASSWORD),
    "supplement": lambda o, a, ref: receive_supplement(o, a, ref, (scan("to_khai"),)),
    "task_page": task_page,
}
STAGES = ("received", "to_sign", "to_seal", "to_hand_over", "awaiting")


@dataclass(frozen=True)
class Everything:
    """A dossier at some stage, all its tasks, and a stranger with every power elsewhere."""

    case: Case
    refs: tuple[TaskRef, ...]
    stranger: Actor
    unit_id: UUID
    """Where the stranger sits."""


def _everything(case: Case) -> Everything:
    elsewhere = found_ward(case.office.outside, "phường Bến Xa")
    stranger = seat_somebody(
        case.office.outside,
        "Người Phường Khác",
        ("one_stop", "civil_status", "leader", "van_thu"),
        (Power.RECEIVE, Power.APPRAISE, Power.SEAL),
        elsewhere,
    )
    refs = tuple(TaskRef(case.id, t.id) for t in case.office.tasks(case.id))
    return Everything(case, refs, stranger, elsewhere)


@pytest.mark.parametrize("stage", STAGES)
def test_no_action_tells_a_stranger_that_the_dossier_exists(stages: Stages, stage: str) -> None:
    with stages.case(stage) as case:
        all_of_it = _everything(case)
        with case.office.outside.sessions() as session:
            before = census(session)
        for name, act in ACTIONS.items():
            for ref in (*all_of_it.refs, TaskRef(case.id, uuid4()), TaskRef(uuid4(), uuid4())):
                with pytest.raises(NotFound) as told:
                    act(case.office.outside, all_of_it.stranger, ref)
                assert told.value.sentence == no_dossier().sentence, name
        with case.office.outside.sessions() as session:
            assert census(session) == before


def test_a_claimed_task_does_not_name_its_officer_to_a_stranger(received: Case) -> None:
    all_of_it = _everything(received)
    [ref] = [r for r in all_of_it.refs if r == received.office.ref(received.id, "ThamDinh")]
    claim(received.office.outside, person("tu_phap"), ref)
    for act in ACTIONS.values():
        with pytest.raises(NotFound) as told:
            act(received.office.outside, all_of_it.stranger, ref)
        assert "Trần Văn Minh" not in told.value.sentence


def test_no_question_answers_a_stranger(to_hand_over: Case) -> None:
    all_of_it = _everything(to_hand_over)
    outside, stranger, dossier_id = (
        to_hand_over.office.outside, all_of_it.stranger, to_hand_over.id,
    )  # fmt: skip
    [document] = to_hand_over.office.documents(dossier_id)
    with outside.sessions() as session:
        [paper] = session.scalars(select(PaperRow.id))
        attempts = list(session.scalars(select(SigningAttemptRow.id)))
        rows = list(session.scalars(select(OutboxRow.id)))
    questions: list[Callable[[UUID], object]] = [
        lambda d: dossier_page(outside, stranger, d),
        lambda d: receipt(outside, stranger, d),
        lambda d: paper_bytes(outside, stranger, d, paper),
        lambda d: document_bytes(outside, stranger, d, document.id, None),
        *[lambda d, a=a: attempt(outside, stranger, d, a) for a in attempts],
        *[lambda d, r=r: retry(outside, stranger, d, r) for r in rows],
    ]
    for ask in questions:
        for each in (dossier_id, uuid4()):
            with pytest.raises(NotFound) as told:
                ask(each)
            assert told.value.sentence == no_dossier().sentence
    assert inbox(outside, stranger).items == ()
    assert stuck(outside, stranger) == ()


def test_the_same_questions_answer_the_wards_people(to_hand_over: Case) -> None:
    """So that the test above asks what can be answered."""
    outside, clerk = to_hand_over.office.outside, person("mot_cua")
    [document] = to_hand_over.office.documents(to_hand_over.id)
    with outside.sessions() as session:
        [paper] = session.scalars(select(PaperRow.id))
        [first, _] = session.scalars(select(SigningAttemptRow.id))
    assert dossier_page(outside, clerk, to_hand_over.id).documents[0].released
    assert receipt(outside, clerk, to_hand_over.id).startswith(b"%PDF-")
    assert paper_bytes(outside, clerk, to_hand_over.id, paper)[1:] == (
        "can-cuoc.pdf", "application/pdf",
    )  # fmt: skip
    content, name = document_bytes(outside, clerk, to_hand_over.id, document.id, None)
    assert content.startswith(b"%PDF-")
    assert name.endswith("-ban_sao.pdf")
    assert attempt(outside, clerk, to_hand_over.id, first).status == "finished"


def test_a_desk_of_another_ward_takes_in_for_its_own_ward_only(received: Case) -> None:
    all_of_it = _everything(received)
    office = received.office
    with pytest.raises(NotYours, match="Chưa có ai được giao quyền"):
        receive(office.outside, all_of_it.stranger, request())
    make_competent(office.outside, all_of_it.stranger, all_of_it.unit_id, "2.000908")
    taken = receive(office.outside, all_of_it.stranger, request())
    assert office.dossier(taken.dossier_id).unit_id != city.WARD
    with pytest.raises(NotFound):
        dossier_page(office.outside, person("mot_cua"), taken.dossier_id)
    assert [c.slug for c in open_for_intake(office.outside, all_of_it.stranger)]
    with office.outside.sessions() as session:
        tasks = session.scalars(
            select(TaskRow).where(TaskRow.dossier_id == taken.dossier_id, TaskRow.status == "open")
        )
        assert {t.unit_id for t in tasks} == {office.dossier(taken.dossier_id).unit_id}


def test_what_one_unit_may_not_do_in_its_own_dossier_is_still_explained(received: Case) -> None:
    ref = received.office.ref(received.id, "ThamDinh")
    with pytest.raises(NotYours):
        claim(received.office.outside, person("van_thu"), ref)
