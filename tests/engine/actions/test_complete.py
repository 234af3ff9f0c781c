"""Officers complete tasks with forms: once, by who may, and never over another's work."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest

from engine.actions.actor import Actor
from engine.actions.tasks.claim import claim
from engine.actions.tasks.complete import complete
from engine.core.authority.register import Power
from engine.core.move import TaskRef
from engine.core.vietnamese import format_moment
from engine.errors import AlreadyDone, InvalidAnswers, NotFound, NotYours, SigningRefused
from engine.simulate import demo_city as city
from engine.store.records import HistoryRow, IdempotencyRow
from tests.engine.store.factory import census, count
from tests.factories.office import AWAIT_PAPERS, EXAMINE, FIT, MISSING, SIGN, Office, person
from tests.factories.people import seat_somebody
from tests.factories.stages import Case


def _contents(office: Office) -> dict[str, list[Any]]:
    with office.outside.sessions() as session:
        return census(session)


def _at_once(office: Office, ref: TaskRef, actors: list[Actor]) -> list[AlreadyDone | None]:
    """Everybody completes the task at the same moment; what each of them was told."""
    start = Barrier(len(actors))

    def attempt(actor: Actor) -> AlreadyDone | None:
        start.wait()
        try:
            complete(office.outside, actor, ref, FIT)
        except AlreadyDone as refusal:
            return refusal
        return None

    with ThreadPoolExecutor(len(actors)) as pool:
        return list(pool.map(attempt, actors))


def test_the_second_officer_is_told_who_was_faster_and_when(received: Case) -> None:
    office, ref = received.office, received.office.ref(received.id, EXAMINE)
    complete(office.outside, person("tu_phap"), ref, FIT)
    when = office.clock.now()
    office.clock.forward(minutes=1)
    before = _contents(office)
    with pytest.raises(AlreadyDone) as told:
        complete(office.outside, person("tu_phap_2"), ref, MISSING)
    assert (told.value.by, told.value.at) == ("Trần Văn Minh", when)
    assert f"Trần Văn Minh xử lý lúc {format_moment(when)}" in told.value.sentence
    assert _contents(office) == before


def test_of_two_officers_at_the_same_moment_one_wins_and_the_other_is_told(
    received: Case,
) -> None:
    ref = received.office.ref(received.id, EXAMINE)
    said = _at_once(received.office, ref, [person("tu_phap"), person("tu_phap_2")])
    [told] = [refusal for refusal in said if refusal is not None]
    winner = "Trần Văn Minh" if said[0] is None else "Vũ Thị Mai"
    assert (told.by, told.at) == (winner, received.office.clock.now())
    assert received.office.open_steps(received.id) == [SIGN]


def test_of_eight_at_the_same_moment_one_wins(received: Case) -> None:
    office, ref = received.office, received.office.ref(received.id, EXAMINE)
    others = [
        seat_somebody(office.outside, f"officer {n}", ("civil_status",), (Power.APPRAISE,))
        for n in range(8)
    ]
    said = _at_once(office, ref, others)
    assert said.count(None) == 1
    winner = others[said.index(None)]
    assert {refusal.by for refusal in said if refusal} == {winner.full_name}
    assert office.dossier(received.id).version == 3
    assert office.dossier(received.id).accountable_id == winner.person_id


def test_a_page_sent_twice_counts_once(received: Case) -> None:
    office, ref = received.office, received.office.ref(received.id, EXAMINE)
    for _ in range(2):
        complete(office.outside, person("tu_phap"), ref, FIT, "page 1")
    with office.outside.sessions() as session:
        assert count(session, IdempotencyRow) == 1
        assert count(session, HistoryRow) == 3
    with pytest.raises(AlreadyDone):
        complete(office.outside, person("tu_phap"), ref, FIT, "page 2")
    with pytest.raises(AlreadyDone):
        complete(office.outside, person("tu_phap_2"), ref, FIT, "page 1")


def test_a_page_sent_twice_at_once_counts_once_and_both_are_content(received: Case) -> None:
    office, ref = received.office, received.office.ref(received.id, EXAMINE)
    start = Barrier(2)

    def send(_: int) -> None:
        start.wait()
        complete(office.outside, person("tu_phap"), ref, FIT, "page 1")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(send, range(2)))
    assert office.dossier(received.id).version == 3


def test_an_answer_that_does_not_fit_stores_nothing(received: Case) -> None:
    office, ref = received.office, received.office.ref(received.id, EXAMINE)
    before = _contents(office)
    with pytest.raises(InvalidAnswers) as wrong:
        complete(office.outside, person("tu_phap"), ref, {"ket_luan": "tu_choi", "la": "x"})
    assert {"ly_do_tu_choi", "la"} <= wrong.value.fields.keys()
    assert _contents(office) == before


def test_only_declared_facts_reach_the_dossier(received: Case) -> None:
    received.office.complete("tu_phap", received.id, EXAMINE, FIT)
    assert received.office.dossier(received.id).facts == {"ket_luan": "du_dieu_kien"}


def test_a_signing_step_is_not_completed_with_a_form(to_sign: Case, to_seal: Case) -> None:
    for case, login in ((to_sign, "chu_tich"), (to_seal, "van_thu")):
        [step] = case.office.open_steps(case.id)
        before = _contents(case.office)
        with pytest.raises(SigningRefused) as refused:
            case.office.complete(login, case.id, step, {})
        assert refused.value.reason == "needs_signature"
        assert "chữ ký số" in refused.value.sentence
        assert _contents(case.office) == before


def test_who_has_another_seat_is_told_the_registers_reason(received: Case) -> None:
    ref = received.office.ref(received.id, EXAMINE)
    with pytest.raises(NotYours) as refused:
        complete(received.office.outside, person("mot_cua"), ref, FIT)
    assert refused.value.clause == "not_competent"
    assert "Nguyễn Thị Hoa" in refused.value.sentence


def test_the_power_of_the_seat_is_not_enough_without_the_steps_role(received: Case) -> None:
    office, ref = received.office, received.office.ref(received.id, EXAMINE)
    surveyor = seat_somebody(office.outside, "địa chính", ("land",), (Power.APPRAISE,))
    acts: list[Callable[[], object]] = [
        lambda: complete(office.outside, surveyor, ref, FIT),
        lambda: claim(office.outside, surveyor, ref),
    ]
    for act in acts:
        with pytest.raises(NotYours) as refused:
            act()
        assert refused.value.clause == "not_asked"


def test_who_came_into_the_role_after_the_task_was_opened_may_do_it(received: Case) -> None:
    office, ref = received.office, received.office.ref(received.id, EXAMINE)
    newcomer = seat_somebody(office.outside, "người mới", ("civil_status",), (Power.APPRAISE,))
    complete(office.outside, newcomer, ref, FIT)
    assert office.open_steps(received.id) == [SIGN]


def test_a_wait_for_papers_is_not_completed_by_anybody(awaiting: Case) -> None:
    ref = awaiting.office.ref(awaiting.id, AWAIT_PAPERS)
    acts: list[Callable[[], object]] = [
        lambda: complete(awaiting.office.outside, person("mot_cua"), ref, {}),
        lambda: claim(awaiting.office.outside, person("mot_cua"), ref),
    ]
    for act in acts:
        with pytest.raises(NotYours) as refused:
            act()
        assert refused.value.clause == "not_asked"


def test_a_task_that_never_was_is_not_found(received: Case) -> None:
    for ref in (TaskRef(received.id, uuid4()), TaskRef(uuid4(), UUID(int=1))):
        with pytest.raises(NotFound):
            complete(received.office.outside, person("tu_phap"), ref, FIT)


# --- claiming -----------------------------------------------------------------------------------


def test_a_claimed_task_is_its_officers_and_the_first_is_accountable(received: Case) -> None:
    office, ref = received.office, received.office.ref(received.id, EXAMINE)
    claim(office.outside, person("tu_phap_2"), ref)
    version = office.dossier(received.id).version
    claim(office.outside, person("tu_phap_2"), ref)
    assert office.dossier(received.id).version == version
    acts: list[Callable[[], object]] = [
        lambda: claim(office.outside, person("tu_phap"), ref),
        lambda: complete(office.outside, person("tu_phap"), ref, FIT),
    ]
    for act in acts:
        with pytest.raises(NotYours) as refused:
            act()
        assert refused.value.clause == "assigned"
        assert "Vũ Thị Mai" in refused.value.sentence
    complete(office.outside, person("tu_phap_2"), ref, FIT)
    assert office.dossier(received.id).accountable_id == city.seat("tu_phap_2").person_id


def test_of_eight_who_claim_at_once_one_has_the_task(received: Case) -> None:
    office, ref = received.office, received.office.ref(received.id, EXAMINE)
    actors = [person("tu_phap"), person("tu_phap_2")] * 4
    start = Barrier(len(actors))

    def attempt(actor: Actor) -> bool:
        start.wait()
        try:
            claim(office.outside, actor, ref)
        except NotYours:
            return False
        return True

    with ThreadPoolExecutor(len(actors)) as pool:
        won = {a.login for a, got in zip(actors, pool.map(attempt, actors), strict=True) if got}
    assert len(won) == 1
    [task] = [t for t in office.tasks(received.id) if t.id == ref.task_id]
    assert task.assignee_id == city.seat(won.pop()).person_id
