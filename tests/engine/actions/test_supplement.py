"""The wait for the applicant: papers, the term, and the clock that stops and goes on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import select, update

from engine.actions.actor import Actor
from engine.actions.outbox.sweep import sweep
from engine.actions.supplements.receive import may_receive, receive
from engine.actions.supplements.send_in import send_in
from engine.actions.timers.fire import fire_due
from engine.core.move import TaskRef
from engine.errors import AlreadyDone, InvalidAnswers, NotFound, NotYours, UploadRefused
from engine.simulate import demo_city as city
from engine.store.load_standing import load_standing
from engine.store.records import DossierRow, PaperRow, TimerRow
from tests.engine.core.authority.town import named
from tests.factories.clock import local
from tests.factories.dossiers import MORNING, dossier, surroundings
from tests.factories.office import (
    AWAIT_PAPERS,
    CONFIRM_LAPSE,
    EXAMINE,
    MISSING,
    SEND_SLIP,
    SLIP,
    TERM,
    Office,
    person,
    scan,
)
from tests.factories.stages import Case


def _term(case: Case) -> TimerRow:
    with case.office.outside.sessions() as session:
        return session.scalars(select(TimerRow)).one()


def test_while_the_applicant_is_waited_for_the_clock_stands(awaiting: Case) -> None:
    office = awaiting.office
    assert office.dossier(awaiting.id).status == "waiting_applicant"
    due = office.dossier(awaiting.id).due_at
    office.clock.forward(days=2)
    office.supplement(awaiting.id)
    dossier = office.dossier(awaiting.id)
    assert dossier.status == "processing"
    assert due == local("2026-03-09 17:30")
    assert dossier.due_at == local("2026-03-11 17:30")
    assert office.open_steps(awaiting.id) == [EXAMINE]
    with office.outside.sessions() as session:
        names = set(session.scalars(select(PaperRow.name)))
        [stop] = load_standing(session, awaiting.id, office.clock.now()).around.ledger
    assert names == {"can-cuoc.pdf", "uy-quyen.pdf"}
    assert (stop.policy, stop.ends_at) == ("pause", office.clock.now())


def test_the_applicant_who_sends_after_the_term_is_told_and_nothing_is_kept(
    awaiting: Case,
) -> None:
    office = awaiting.office
    ref = office.ref(awaiting.id, AWAIT_PAPERS)
    code = office.dossier(awaiting.id).lookup_code
    office.clock.forward(days=40)
    with pytest.raises(AlreadyDone) as told:
        send_in(office.outside, code, ref.task_id, (scan("chung_minh_quan_he"),))
    assert "các tệp vừa gửi chưa được ghi" in told.value.sentence
    assert office.open_steps(awaiting.id) == [CONFIRM_LAPSE]
    with office.outside.sessions() as session:
        assert session.scalars(select(PaperRow.name)).all() == ["can-cuoc.pdf"]


def test_two_waits_are_two_stops(awaiting: Case) -> None:
    office = awaiting.office
    for _ in range(2):
        office.clock.forward(days=1)
        office.supplement(awaiting.id)
        office.complete("tu_phap", awaiting.id, EXAMINE, MISSING)
        office.complete("mot_cua", awaiting.id, SEND_SLIP, SLIP)
    office.clock.forward(days=1)
    office.supplement(awaiting.id)
    assert office.dossier(awaiting.id).due_at == local("2026-03-12 17:30")


def test_the_term_ends_when_the_offices_clock_reaches_it(awaiting: Case) -> None:
    office, term = awaiting.office, _term(awaiting)
    assert term.text == "15 ngày làm việc"
    office.clock.at = term.due_at - timedelta(microseconds=1)
    assert office.sweep() == 0
    office.clock.at = term.due_at
    assert office.sweep() == 1
    assert office.open_steps(awaiting.id) == [CONFIRM_LAPSE]
    assert office.dossier(awaiting.id).status == "processing"
    assert office.sweep() == 0
    answers = {"khong_bo_sung": True}
    office.complete("mot_cua", awaiting.id, CONFIRM_LAPSE, answers)
    dossier = office.dossier(awaiting.id)
    assert (dossier.status, dossier.outcome) == ("finished", "lapsed")


def test_each_timer_is_fired_by_its_own_task(awaiting: Case) -> None:
    office = awaiting.office
    office.clock.forward(hours=1)
    second = office.receive().dossier_id
    office.complete("tu_phap", second, EXAMINE, MISSING)
    office.complete("mot_cua", second, SEND_SLIP, SLIP)
    with office.outside.sessions() as session:
        rows = session.execute(select(TimerRow.dossier_id, TimerRow.due_at))
        due = {row.dossier_id: row.due_at for row in rows}
    assert due[second] - due[awaiting.id] == timedelta(hours=1)
    office.clock.at = due[awaiting.id]
    assert office.sweep() == 1
    assert office.open_steps(awaiting.id) == [CONFIRM_LAPSE]
    assert TERM in office.open_steps(second)


def test_what_comes_after_the_term_is_too_late_although_no_worker_has_looked(
    awaiting: Case,
) -> None:
    office, term = awaiting.office, _term(awaiting)
    ref = office.ref(awaiting.id, AWAIT_PAPERS)
    office.clock.at = term.due_at + timedelta(seconds=1)
    with pytest.raises(AlreadyDone) as late:
        receive(office.outside, person("mot_cua"), ref, (scan("to_khai"),))
    assert late.value.sentence.startswith("Bước này đã kết thúc lúc")
    assert office.open_steps(awaiting.id) == [CONFIRM_LAPSE]
    with office.outside.sessions() as session:
        assert len(session.scalars(select(PaperRow)).all()) == 1


def test_the_supplement_and_the_term_at_the_same_moment_are_one_of_the_two(
    awaiting: Case,
) -> None:
    office, ref = awaiting.office, awaiting.office.ref(awaiting.id, AWAIT_PAPERS)
    office.clock.at = _term(awaiting).due_at - timedelta(microseconds=1)
    start = Barrier(2)

    def bring() -> bool:
        start.wait()
        try:
            receive(office.outside, person("mot_cua"), ref, (scan("to_khai"),))
        except AlreadyDone:
            return False
        return True

    def fire() -> int:
        start.wait()
        office.clock.forward(microseconds=1)
        return fire_due(office.outside)

    with ThreadPoolExecutor(2) as pool:
        brought, fired = pool.submit(bring), pool.submit(fire)
        assert brought.result() + fired.result() <= 1
    expected = [EXAMINE] if brought.result() else [CONFIRM_LAPSE]
    assert office.open_steps(awaiting.id) == expected


def test_a_timer_that_cannot_be_fired_holds_up_no_other(awaiting: Case) -> None:
    office = awaiting.office
    second = office.receive().dossier_id
    office.complete("tu_phap", second, EXAMINE, MISSING)
    office.complete("mot_cua", second, SEND_SLIP, SLIP)
    _damage(office, awaiting.id)
    office.clock.at = _later(office)
    assert sweep(office.outside) == 1
    assert office.open_steps(second) == [CONFIRM_LAPSE]
    assert TERM in office.open_steps(awaiting.id)


def _later(office: Office) -> datetime:
    with office.outside.sessions() as session:
        return max(session.scalars(select(TimerRow.due_at)))


def _damage(office: Office, dossier_id: UUID) -> None:
    with office.outside.sessions.begin() as session:
        session.execute(
            update(DossierRow).where(DossierRow.id == dossier_id).values(state=b"damaged")
        )


# --- refused ------------------------------------------------------------------------------------


def test_papers_are_required(awaiting: Case) -> None:
    ref = awaiting.office.ref(awaiting.id, AWAIT_PAPERS)
    with pytest.raises(InvalidAnswers) as wrong:
        receive(awaiting.office.outside, person("mot_cua"), ref, ())
    assert list(wrong.value.fields) == ["papers"]
    with pytest.raises(UploadRefused):
        receive(awaiting.office.outside, person("mot_cua"), ref, (scan("la"),))
    assert AWAIT_PAPERS in awaiting.office.open_steps(awaiting.id)


@pytest.mark.parametrize("login", ["tu_phap", "chu_tich", "van_thu"])
def test_only_the_desk_takes_in_what_was_missing(awaiting: Case, login: str) -> None:
    ref = awaiting.office.ref(awaiting.id, AWAIT_PAPERS)
    with pytest.raises(NotYours) as refused:
        receive(awaiting.office.outside, person(login), ref, (scan("to_khai"),))
    assert "bộ phận tiếp nhận" in refused.value.sentence
    assert AWAIT_PAPERS in awaiting.office.open_steps(awaiting.id)


def test_the_desk_of_the_receiving_unit_takes_in_and_no_other_desk() -> None:
    """By hand: a dossier that one unit receives and another resolves."""
    clerk = Actor(named("Lê Văn Cường"), "Lê Văn Cường", "clerk")
    may_receive(clerk, dossier(), surroundings(), MORNING)
    with pytest.raises(NotYours):
        may_receive(clerk, dossier(receiving_unit_id=named("city")), surroundings(), MORNING)


def test_a_step_that_waits_for_no_papers_takes_none(received: Case) -> None:
    ref = received.office.ref(received.id, EXAMINE)
    with pytest.raises(NotFound):
        receive(received.office.outside, person("mot_cua"), ref, (scan("to_khai"),))


def test_a_supplement_sent_twice_is_told_by_whom(awaiting: Case) -> None:
    office, ref = awaiting.office, awaiting.office.ref(awaiting.id, AWAIT_PAPERS)
    office.supplement(awaiting.id)
    with pytest.raises(AlreadyDone) as told:
        receive(office.outside, person("mot_cua"), TaskRef(ref.dossier_id, ref.task_id), (scan(),))
    assert told.value.by == city.seat("mot_cua").full_name
