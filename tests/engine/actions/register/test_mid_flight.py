"""An authority that ends mid-flight: back to the delegator, frozen, finished; and by time alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update

from engine.actions.actor import Actor
from engine.actions.documents.finish import finish
from engine.actions.documents.seal import seal
from engine.actions.documents.show import show
from engine.actions.documents.sign import sign
from engine.actions.dossiers.receive import receive
from engine.actions.register.instruments.resume import resume
from engine.actions.register.instruments.states import Grounds
from engine.actions.register.instruments.supersede import supersede
from engine.actions.register.instruments.suspend import suspend
from engine.actions.register.moves.ask import ask_moves
from engine.actions.register.office import changing
from engine.actions.tasks.claim import claim
from engine.actions.tasks.complete import complete
from engine.core.authority.register import Clause, InstrumentState, OnEnd, Power
from engine.core.move import TaskRef
from engine.core.register_change import AppointmentEnds
from engine.errors import AlreadyDone, InvalidAnswers, NotFound, NotYours
from engine.questions.register.run import run_page
from engine.simulate import demo_city as city
from engine.store.records import (
    AppointmentRow,
    InstrumentRow,
    MandateRow,
    RegisterEventRow,
    RegisterRunItemRow,
    RegisterRunRow,
)
from engine.store.register_changes import correct, current, enter
from engine.store.register_epoch import bump_epoch
from tests.engine.store.factory import census
from tests.factories.delegations import Delegate, delegated
from tests.factories.instruments import (
    GROUNDS,
    ends_by,
    items,
    moved,
    resumed,
    revoked,
    suspended,
)
from tests.factories.office import EXAMINE, FIT, RELEASE, SEAL, SIGN, Office, person, request
from tests.factories.people import actor_of, seat_somebody
from tests.factories.stages import Case


def _at_the_delegate(office: Office) -> tuple[Delegate, TaskRef]:
    """A dossier that the branch resolves, before its head to be signed."""
    branch = delegated(office.outside, "Chi nhánh Một", "71")
    clerk = seat_somebody(
        office.outside, "Cán bộ Một", ("civil_status",), (Power.APPRAISE,), branch.unit_id
    )
    office.clock.forward(seconds=1)
    received = receive(office.outside, branch.desk, request())
    ref = office.ref(received.dossier_id, EXAMINE)
    complete(office.outside, clerk, ref, FIT)
    return branch, office.ref(received.dossier_id, SIGN)


def _sign(office: Office, actor: Actor, ref: TaskRef) -> UUID:
    shown = show(office.outside, actor, ref)
    return sign(office.outside, actor, ref, shown.sha256, city.KEY_PASSWORD)


def test_a_returned_dossier_is_signed_and_sealed_by_the_delegator(office: Office) -> None:
    branch, ref = _at_the_delegate(office)
    show(office.outside, branch.head, ref)
    run_id = revoked(office, branch.instrument_id)
    moved(office)
    [item] = items(office, run_id).values()
    assert (item.status, item.dossier_id) == ("as_foreseen", ref.dossier_id)
    with pytest.raises(NotYours) as refused:
        show(office.outside, branch.head, ref)
    assert refused.value.clause is not None
    [document] = office.documents(ref.dossier_id)
    assert document.status == "draft"
    _sign(office, person("chu_tich"), ref)
    office.sweep()
    sealing = office.ref(ref.dossier_id, SEAL)
    shown = show(office.outside, person("van_thu"), sealing)
    seal(office.outside, person("van_thu"), sealing, shown.sha256, city.KEY_PASSWORD)
    office.sweep()
    assert {SEAL, RELEASE}.isdisjoint(office.open_steps(ref.dossier_id))
    with office.outside.sessions() as session:
        [used] = session.scalars(
            select(MandateRow)
            .where(MandateRow.dossier_id == ref.dossier_id, MandateRow.task_id == ref.task_id)
            .order_by(MandateRow.used_at.desc())
            .limit(1)
        )
    assert (used.content["form_of"], used.content["seal_of"]) == (str(city.WARD),) * 2
    assert used.content["capacity"] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_a_suspension_returns_and_a_resumption_gives_it_back(office: Office) -> None:
    branch, ref = _at_the_delegate(office)
    suspended(office, branch.instrument_id)
    moved(office)
    claim(office.outside, person("chu_tich"), ref)
    resumed(office, branch.instrument_id)
    moved(office)
    claim(office.outside, branch.head, ref)
    with pytest.raises(NotFound):  # it is no dossier of the ward's committee any more
        claim(office.outside, person("chu_tich"), ref)


def test_what_is_frozen_waits_for_the_register_and_goes_on_with_it(office: Office) -> None:
    branch, ref = _at_the_delegate(office)
    ends_by(office, branch.instrument_id, OnEnd.FREEZE)
    claim(office.outside, branch.head, ref)
    suspended(office, branch.instrument_id)
    moved(office)
    [task] = [t for t in office.tasks(ref.dossier_id) if t.id == ref.task_id]
    assert task.assignee_id == branch.head.person_id
    assert "được giữ nguyên" in str(task.incident)
    with pytest.raises(NotYours) as refused:
        show(office.outside, branch.head, ref)
    assert refused.value.clause == Clause.SUSPENDED
    with pytest.raises(NotFound):
        claim(office.outside, person("chu_tich"), ref)
    resumed(office, branch.instrument_id)
    moved(office)
    assert show(office.outside, branch.head, ref).sha256


def test_a_started_dossier_is_finished_under_an_instrument_that_lets_it(office: Office) -> None:
    branch, ref = _at_the_delegate(office)
    ends_by(office, branch.instrument_id, OnEnd.FINISH_STARTED)
    office.clock.forward(seconds=1)
    run_id = revoked(office, branch.instrument_id)
    moved(office)
    assert items(office, run_id) == {}
    shown = show(office.outside, branch.head, ref)
    assert "được giải quyết tiếp đến khi xong" in " ".join(shown.says)
    with pytest.raises(NotYours):  # a new one is not
        receive(office.outside, branch.desk, request())


def test_an_end_by_its_own_date_moves_the_dossiers_too(office: Office) -> None:
    """Nobody presses anything: the worker's round finds that the term has passed."""
    branch, ref = _at_the_delegate(office)
    ends = office.clock.now() + timedelta(minutes=2)
    with office.outside.sessions.begin() as session:
        bump_epoch(session)
        session.execute(
            update(InstrumentRow)
            .where(InstrumentRow.id == branch.instrument_id)
            .values(valid_to=ends)
        )
    office.sweep()
    office.clock.forward(minutes=2)
    with pytest.raises(NotYours) as refused:
        show(office.outside, branch.head, ref)
    assert refused.value.clause == Clause.EXPIRED
    office.clock.forward(seconds=6)
    office.sweep()
    office.sweep()
    claim(office.outside, person("chu_tich"), ref)
    with office.outside.sessions() as session:
        [run] = session.scalars(select(RegisterRunRow))
    assert (run.kind, run.at, run.number, run.asked_by_id) == (
        "time_passed",
        ends,
        "71/QĐ-UBND",
        None,
    )
    assert run_page(office.outside, actor_of("quan_tri"), run.id).differences == ()


def test_open_tasks_stay_with_the_post_when_somebody_leaves_it(received: Case) -> None:
    office = received.office
    ref = office.ref(received.id, EXAMINE)
    claim(office.outside, person("tu_phap"), ref)
    office.clock.forward(seconds=1)
    with changing(office.outside, actor_of("quan_tri")) as change:
        held = select(AppointmentRow.id).where(
            AppointmentRow.person_id == person("tu_phap").person_id
        )
        [appointment] = change.session.scalars(held)
        run_id = ask_moves(office.outside, change, AppointmentEnds(appointment, change.now))
        former = current(change.session, AppointmentRow, appointment)
        correct(change.session, former, change.by_id, change.now, valid_to=change.now)
    moved(office)
    assert [row.status for row in items(office, run_id).values()] == ["as_foreseen"]
    [task] = [t for t in office.tasks(received.id) if t.id == ref.task_id]
    assert (task.assignee_id, task.incident) == (None, None)
    assert city.seat("tu_phap").position_id in task.holders


def test_a_dossier_that_nobody_foresaw_is_moved_and_told_as_late(to_sign: Case) -> None:
    """Its step was opened while the change was being made: it is found when all else is done."""
    office = to_sign.office
    run_id = revoked(office, city.ASSIGNMENT)
    with office.outside.sessions.begin() as session:
        session.execute(delete(RegisterRunItemRow).where(RegisterRunItemRow.run_id == run_id))
    moved(office)
    assert [row.status for row in items(office, run_id).values()] == ["late"]
    told = run_page(office.outside, actor_of("quan_tri"), run_id)
    assert [d.status for d in told.differences] == ["phát sinh sau khi báo trước"]


def test_a_dossier_that_went_on_by_itself_is_told_as_a_difference(to_sign: Case) -> None:
    office = to_sign.office
    run_id = revoked(office, city.ASSIGNMENT)
    finish(office.outside, to_sign.id, office.sign(to_sign.id))
    moved(office)
    told = run_page(office.outside, actor_of("quan_tri"), run_id)
    [difference] = told.differences
    assert (len(difference.foreseen), difference.became) == (1, ())


@pytest.mark.parametrize(
    ("grounds", "fields"),
    [
        (Grounds("", ""), {"reason", "act"}),
        (Grounds("Chuyển công tác", "  "), {"act"}),
        (Grounds("a\x00b", "Quyết định số 1/QĐ"), {"reason"}),
    ],
)
def test_without_a_reason_and_an_act_nothing_is_suspended(
    office: Office, grounds: Grounds, fields: set[str]
) -> None:
    with office.outside.sessions() as session:
        before = census(session)
    with pytest.raises(InvalidAnswers) as refused:
        suspend(office.outside, actor_of("quan_tri"), city.ASSIGNMENT, grounds)
    assert refused.value.fields.keys() == fields
    with office.outside.sessions() as session:
        assert census(session) == before


def test_a_revocation_is_kept_with_its_act_and_cannot_come_twice(office: Office) -> None:
    revoked(office, city.ASSIGNMENT)
    with office.outside.sessions() as session:
        row = current(session, InstrumentRow, city.ASSIGNMENT)
        assert (row.state, row.state_since, row.state_ground) == (
            "revoked",
            office.clock.now(),
            GROUNDS.act,
        )
        [event] = session.scalars(
            select(RegisterEventRow).where(RegisterEventRow.record_id == city.ASSIGNMENT)
        )
    assert (event.kind, event.reason) == ("revoked", f"{GROUNDS.reason} ({GROUNDS.act})")
    for again in (revoked, suspended, resumed):
        with pytest.raises(AlreadyDone, match="đã bị thu hồi"):
            again(office, city.ASSIGNMENT)


def test_only_a_registrar_suspends(office: Office) -> None:
    with pytest.raises(NotYours):
        suspend(office.outside, person("chu_tich"), city.ASSIGNMENT, GROUNDS)


def _successor(office: Office, state: InstrumentState, begins: datetime) -> UUID:
    """Another assignment of the chairman, entered by the first registrar."""
    with changing(office.outside, actor_of("quan_tri")) as change:
        former = current(change.session, InstrumentRow, city.ASSIGNMENT)
        row = InstrumentRow(
            id=uuid4(),
            number="16/QĐ-UBND",
            issued_on=change.now,
            kind=former.kind,
            issuer_position_id=former.issuer_position_id,
            legal_basis=former.legal_basis,
            state=state,
            state_since=begins,
            exclusive=False,
            deputies_may_sign=True,
            on_end=former.on_end,
            valid_from=begins,
        )
        enter(change.session, row, change.by_id, change.now)
        return row.id


def test_a_superseded_assignment_ends_when_the_other_comes_into_force(to_sign: Case) -> None:
    office = to_sign.office
    ref = office.ref(to_sign.id, SIGN)
    begins = office.clock.now() + timedelta(hours=1)
    other = _successor(office, InstrumentState.IN_FORCE, begins)
    run_id = supersede(office.outside, actor_of("quan_tri"), city.ASSIGNMENT, other, GROUNDS)
    assert run_id is not None
    moved(office)  # not yet
    assert show(office.outside, person("pho_chu_tich"), ref).sha256
    office.clock.forward(hours=1)
    with pytest.raises(NotYours, match="đã được thay thế bởi Quyết định số 16/QĐ-UBND"):
        show(office.outside, person("pho_chu_tich"), ref)
    moved(office)
    assert [row.status for row in items(office, run_id).values()] == ["as_foreseen"]


def test_what_supersedes_is_another_of_the_same_issuer_and_not_of_the_past(office: Office) -> None:
    registrar = actor_of("quan_tri")
    with pytest.raises(InvalidAnswers):
        supersede(office.outside, registrar, city.ASSIGNMENT, city.ASSIGNMENT, GROUNDS)
    past = office.clock.now() - timedelta(days=3)
    old = _successor(office, InstrumentState.IN_FORCE, past)
    with pytest.raises(InvalidAnswers) as refused:
        supersede(office.outside, registrar, city.ASSIGNMENT, old, GROUNDS)
    assert "thu hồi văn bản cũ" in refused.value.fields["by"][0]
    draft = _successor(office, InstrumentState.DRAFT, office.clock.now())
    assert supersede(office.outside, registrar, city.ASSIGNMENT, draft, GROUNDS) is None


def test_who_entered_an_instrument_does_not_resume_it(office: Office) -> None:
    mine = _successor(office, InstrumentState.SUSPENDED, office.clock.now())
    with pytest.raises(NotYours, match="không được tự khôi phục"):
        resume(office.outside, actor_of("quan_tri"), mine, GROUNDS)
    resume(office.outside, actor_of("quan_tri_2"), mine, GROUNDS)
    with office.outside.sessions() as session:
        assert current(session, InstrumentRow, mine).state == "in_force"
