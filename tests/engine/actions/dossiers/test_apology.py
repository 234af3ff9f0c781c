"""An apology is drafted a working day before it is due, and extends the term once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from engine.actions.actor import Actor
from engine.actions.documents.seal import seal
from engine.actions.documents.show import show
from engine.actions.documents.sign import sign
from engine.actions.dossiers.apologise import apologise, apologise_in_time
from engine.actions.dossiers.extension import APOLOGY
from engine.actions.dossiers.stop import stop
from engine.actions.dossiers.withdraw import withdraw
from engine.actions.machine_steps import perform as performing
from engine.actions.machine_steps.situation import Done
from engine.actions.tasks.complete import complete
from engine.core.move import TaskRef
from engine.errors import AlreadyDone, AlreadyExtended, NoTerm, NotFound, NotYours, ServiceDown
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.store.links import links_of
from engine.store.messages import kept_messages
from engine.store.records import DossierRow, OutboxRow, ProcedureVersionRow
from engine.store.verify_history import first_broken
from tests.engine.store.factory import census
from tests.factories.clock import local
from tests.factories.office import Office, person
from tests.factories.papers import ASK, Papers, with_papers
from tests.factories.people import found_ward, seat_somebody
from tests.factories.text import text_of

WRITE, SIGN, SEAL, EXTEND = (
    "DuThao", "KyXinLoi/LanhDaoKy", "KyXinLoi/VanThuDongDau", "GiaHan",
)  # fmt: skip
REASON = {"can_gia_han": True, "ly_do_cham": "Chờ xác minh.", "so_ngay_gia_han": 3}
Act = Callable[[Outside, Actor, TaskRef, str, str], UUID]
KEY = city.KEY_PASSWORD
RECORD = performing._record


@pytest.fixture
def late(office: Office) -> Papers:
    """Received on Monday at nine, due on the next Monday at nine; tu_phap is accountable."""
    papers = with_papers(office)
    papers.write(ASK)
    return papers


def _apologies(papers: Papers) -> list[UUID]:
    with papers.office.outside.sessions() as session:
        links = links_of(session, papers.id)
    return [link.other_id for link in links if link.relation == "apology"]


def _to_the_day_before(papers: Papers) -> None:
    due_at = papers.office.dossier(papers.id).due_at
    assert due_at == local("2026-03-16 09:00")
    papers.office.clock.at = local("2026-03-13 09:00")


def _issue(office: Office, apology: UUID, answers: dict[str, object] = REASON) -> None:
    complete(office.outside, person("tu_phap"), office.ref(apology, WRITE), answers)
    for step, login, act in ((SIGN, "chu_tich", sign), (SEAL, "van_thu", seal)):
        _sign(office, apology, step, login, act)


def _sign(office: Office, apology: UUID, step: str, login: str, act: Act) -> None:
    ref = office.ref(apology, step)
    shown = show(office.outside, person(login), ref)
    act(office.outside, person(login), ref, shown.sha256, KEY)
    office.sweep()


def test_it_is_drafted_when_its_time_comes_and_not_before(late: Papers) -> None:
    office = late.office
    office.clock.at = local("2026-03-13 08:59")
    office.sweep()
    assert _apologies(late) == []
    _to_the_day_before(late)
    assert office.sweep() == 1
    [apology] = _apologies(late)
    dossier = office.dossier(apology)
    assert dossier.bundle.procedure.slug == APOLOGY
    assert dossier.applicant == office.dossier(late.id).applicant
    assert dossier.accountable_id == person("tu_phap").person_id
    [task] = [t for t in office.tasks(apology) if t.status == "open"]
    assert task.element == WRITE
    assert task.holders == (person("tu_phap").person_id,)
    office.clock.forward(hours=3)
    assert office.sweep() == 0
    assert len(_apologies(late)) == 1


def test_only_the_accountable_officer_is_asked_for_the_reason(late: Papers) -> None:
    _to_the_day_before(late)
    late.office.sweep()
    [apology] = _apologies(late)
    ref = late.office.ref(apology, WRITE)
    for login in ("tu_phap_2", "chu_tich", "mot_cua"):
        with pytest.raises(NotYours):
            complete(late.office.outside, person(login), ref, REASON)
    complete(late.office.outside, person("tu_phap"), ref, REASON)


def test_without_an_accountable_officer_the_head_is_asked(office: Office) -> None:
    papers = with_papers(office)
    apology = apologise(office.outside, person("chu_tich"), papers.id).dossier_id
    [task] = [t for t in office.tasks(apology) if t.status == "open"]
    assert task.holders == (city.seat("chu_tich").position_id,)


def test_what_the_letter_promises_is_what_the_clock_then_counts(late: Papers) -> None:
    office = late.office
    _to_the_day_before(late)
    office.sweep()
    [apology] = _apologies(late)
    _issue(office, apology)
    dossier = office.dossier(late.id)
    assert dossier.due_at == local("2026-03-19 09:00")
    assert dossier.extended_at == office.clock.now()
    assert (office.dossier(apology).status, office.dossier(apology).outcome) == (
        "finished", "granted",
    )  # fmt: skip
    [letter] = office.documents(apology)
    said = text_of(office.outside.files.get(letter.versions[-1].file_sha256))
    assert "09 giờ 00 phút, ngày 19/03/2026" in " ".join(said.split())
    assert "09 giờ 00 phút, ngày 16/03/2026" in " ".join(said.split())
    assert dossier.code in said
    with office.outside.sessions() as session:
        assert first_broken(session, late.id) is None


def test_a_second_extension_is_refused(late: Papers) -> None:
    office = late.office
    _issue(office, apologise(office.outside, person("tu_phap"), late.id).dossier_id)
    due_at = office.dossier(late.id).due_at
    with pytest.raises(AlreadyExtended):
        apologise(office.outside, person("tu_phap"), late.id)
    assert due_at is not None
    office.clock.at = due_at - timedelta(hours=1)
    office.sweep()
    assert len(_apologies(late)) == 1


def test_a_second_letter_under_way_does_not_extend_again(late: Papers) -> None:
    office = late.office
    first = apologise(office.outside, person("tu_phap"), late.id).dossier_id
    complete(office.outside, person("tu_phap"), office.ref(first, WRITE), REASON)
    with office.outside.sessions.begin() as session:
        before = office.clock.now() - timedelta(days=1)
        session.execute(
            update(DossierRow).where(DossierRow.id == late.id).values(extended_at=before)
        )
    due_at = office.dossier(late.id).due_at
    for step, login, act in ((SIGN, "chu_tich", sign), (SEAL, "van_thu", seal)):
        _sign(office, first, step, login, act)
    assert office.open_steps(first) == [EXTEND]
    assert office.dossier(late.id).due_at == due_at
    with office.outside.sessions() as session:
        [waits] = session.scalars(select(OutboxRow).where(OutboxRow.done_at.is_(None)))
    assert waits.trouble == AlreadyExtended().sentence


def test_extending_twice_for_one_letter_is_extending_once(late: Papers) -> None:
    """The worker that died after the opener's Move finds it extended when it comes again."""
    office = late.office
    apology = apologise(office.outside, person("tu_phap"), late.id).dossier_id
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(performing, "_record", _die)
        _issue(office, apology)
    version = office.dossier(late.id).version
    assert office.dossier(late.id).due_at == local("2026-03-19 09:00")
    assert office.open_steps(apology) == [EXTEND]
    office.clock.forward(minutes=1)
    assert office.sweep() == 1
    assert office.dossier(apology).outcome == "granted"
    assert office.dossier(late.id).due_at == local("2026-03-19 09:00")
    assert office.dossier(late.id).version == version


def _die(outside: Outside, ref: TaskRef, step: str, outbox_id: UUID, done: Done) -> None:
    if step == "extend_opener":
        raise ServiceDown("Máy đã tắt.")
    RECORD(outside, ref, step, outbox_id, done)


def test_no_need_any_more_ends_the_apology_without_a_letter(late: Papers) -> None:
    office = late.office
    apology = apologise(office.outside, person("tu_phap"), late.id).dossier_id
    complete(office.outside, person("tu_phap"), office.ref(apology, WRITE), {"can_gia_han": False})
    assert office.dossier(apology).outcome == "stopped"
    assert office.documents(apology) == ()
    assert office.dossier(late.id).extended_at is None
    again = apologise(office.outside, person("chu_tich"), late.id)
    assert again.dossier_id != apology
    assert len(_apologies(late)) == 2


def test_a_dossier_that_ended_meanwhile_is_not_extended(late: Papers) -> None:
    office = late.office
    apology = apologise(office.outside, person("tu_phap"), late.id).dossier_id
    withdraw(office.outside, person("mot_cua"), late.id, "Rút.")
    _issue(office, apology)
    assert office.dossier(apology).outcome == "granted"
    assert office.dossier(late.id).extended_at is None


def test_an_apology_that_is_stopped_answers_nobody(late: Papers) -> None:
    office = late.office
    apology = apologise(office.outside, person("tu_phap"), late.id).dossier_id
    stop(office.outside, person("chu_tich"), apology, "Không cần nữa.")
    assert office.sweep() == 0
    with office.outside.sessions() as session:
        assert kept_messages(session) == ()


def test_who_may_ask_for_it_and_when(late: Papers) -> None:
    office = late.office
    outside = office.outside
    with outside.sessions() as session:
        before = census(session)
    for login in ("tu_phap_2", "mot_cua", "van_thu"):
        with pytest.raises(NotYours):
            apologise(outside, person(login), late.id)
    ward = found_ward(outside, "Phường Xa")
    stranger = seat_somebody(outside, "Người Lạ", ["leader"], [], ward)
    with pytest.raises(NotFound):
        apologise(outside, stranger, late.id)
    with outside.sessions() as session:
        assert census(session)["dossier"] == before["dossier"]
    apologise(outside, person("pho_chu_tich"), late.id)
    with pytest.raises(AlreadyDone) as under_way:
        apologise(outside, person("tu_phap"), late.id)
    assert "đang được xử lý" in under_way.value.sentence
    withdraw(outside, person("mot_cua"), late.id, "Rút.")
    with pytest.raises(AlreadyDone):
        apologise(outside, person("tu_phap"), late.id)


def test_a_dossier_without_a_term_has_nothing_to_extend(late: Papers) -> None:
    with late.office.outside.sessions.begin() as session:
        session.execute(update(DossierRow).values(due_at=None))
    with pytest.raises(NoTerm):
        apologise(late.office.outside, person("tu_phap"), late.id)
    apologise_in_time(late.office.outside, late.id)
    assert _apologies(late) == []


def test_a_dossier_that_waits_for_its_applicant_is_not_late(late: Papers) -> None:
    _to_the_day_before(late)
    with late.office.outside.sessions.begin() as session:
        session.execute(
            update(DossierRow).where(DossierRow.id == late.id).values(status="waiting_applicant")
        )
    assert late.office.sweep() == 0
    assert _apologies(late) == []


def test_where_the_house_procedure_is_missing_the_need_is_visible_and_kept(late: Papers) -> None:
    office = late.office
    _to_the_day_before(late)
    _in_force(office, False)
    assert office.sweep() == 0
    with office.outside.sessions() as session:
        [waits] = session.scalars(select(OutboxRow).where(OutboxRow.done_at.is_(None)))
    assert waits.trouble is not None
    office.sweep()
    _in_force(office, True)
    office.clock.forward(minutes=1)
    assert office.sweep() == 1
    assert len(_apologies(late)) == 1


def _in_force(office: Office, holds: bool) -> None:
    with office.outside.sessions.begin() as session:
        for row in session.scalars(
            select(ProcedureVersionRow).where(ProcedureVersionRow.procedure == APOLOGY)
        ):
            row.valid_to = None if holds else row.valid_from
