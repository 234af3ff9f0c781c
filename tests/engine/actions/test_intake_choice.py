"""Which internal procedure a dossier runs, who resolves it, and when it is refused at the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from engine.actions.dossiers.open_dossier import Received, open_dossier
from engine.actions.dossiers.receive import receive
from engine.core.move import DossierLinked, PaperAdded
from engine.core.performers import holders
from engine.errors import InvalidAnswers, NotFound, NotYours
from engine.questions.intake.procedures import IntakeChoice, open_for_intake
from engine.simulate import demo_city as city
from engine.store.load_surroundings import load_surroundings
from engine.store.records import DossierLinkRow, DossierRow, PaperRow, ProcedureVersionRow
from tests.engine.store.factory import census, count
from tests.factories.clock import local
from tests.factories.delegations import Delegate, delegated, revoke
from tests.factories.office import APPLICANT, EXAMINE, SIGN, SLUG, Office, person, request
from tests.factories.people import correct_appointment


def _units(office: Office, received: Received) -> tuple[UUID, UUID]:
    """Who resolves and who took in."""
    dossier = office.dossier(received.dossier_id)
    assert (dossier.parties["resolving"], dossier.parties["receiving"]) == (
        dossier.unit_id,
        dossier.receiving_unit_id,
    )
    return dossier.unit_id, dossier.receiving_unit_id


def _dossiers(office: Office) -> int:
    with office.outside.sessions() as session:
        return count(session, DossierRow)


def _shown(office: Office, login: str = "mot_cua") -> list[IntakeChoice]:
    found = open_for_intake(office.outside, person(login))
    return [choice for choice in found if choice.code == "2.000908"]


def test_the_delegated_version_is_chosen_while_the_delegation_is_in_force(office: Office) -> None:
    branch = delegated(office.outside, "Chi nhánh Một", "71")
    office.clock.forward(seconds=1)
    received = office.receive()
    assert _units(office, received) == (branch.unit_id, city.WARD)
    assert received.code.startswith("H26.999-")
    assert office.dossier(received.dossier_id).bundle.procedure.slug == "uy_quyen_71"


def test_the_delegate_s_desk_does_the_first_step_and_its_head_is_asked(office: Office) -> None:
    branch = delegated(office.outside, "Chi nhánh Một", "71")
    office.clock.forward(seconds=1)
    received = receive(office.outside, branch.desk, request())
    assert _units(office, received) == (branch.unit_id, branch.unit_id)
    assert office.open_steps(received.dossier_id) == [EXAMINE]


def test_a_delegation_without_a_published_procedure_changes_nothing(office: Office) -> None:
    delegated(office.outside, "Chi nhánh Một", "71", bound=False)
    office.clock.forward(seconds=1)
    assert _units(office, office.receive()) == (city.WARD, city.WARD)


def test_from_the_second_of_its_end_on_the_undelegated_version_runs(office: Office) -> None:
    branch = delegated(office.outside, "Chi nhánh Một", "71")
    office.clock.forward(seconds=1)
    revoke(office.outside, branch.instrument_id, office.clock.now() + timedelta(seconds=1))
    assert _units(office, office.receive())[0] == branch.unit_id
    office.clock.forward(seconds=1)
    assert _units(office, office.receive())[0] == city.WARD


def _two(office: Office) -> tuple[Delegate, Delegate]:
    both = tuple(delegated(office.outside, f"Chi nhánh {n}", n) for n in ("71", "72"))
    office.clock.forward(seconds=1)
    return both[0], both[1]


def test_of_two_delegates_the_desk_chooses_one(office: Office) -> None:
    one, two = _two(office)
    with pytest.raises(InvalidAnswers) as wrong:
        office.receive()
    [sentence] = wrong.value.fields["resolving_unit_id"]
    assert "Chi nhánh 71" in sentence
    assert "Chi nhánh 72" in sentence
    for chosen in (one, two):
        received = office.receive(resolving_unit_id=chosen.unit_id)
        assert _units(office, received)[0] == chosen.unit_id
    assert _dossiers(office) == 2


def test_the_page_offers_each_delegate(office: Office) -> None:
    one, two = _two(office)
    shown = _shown(office)
    assert {choice.resolving_unit_id for choice in shown} == {one.unit_id, two.unit_id}
    assert {choice.resolving_unit for choice in shown} == {"Chi nhánh 71", "Chi nhánh 72"}
    assert len({choice.key for choice in shown}) == 2
    revoke(office.outside, one.instrument_id, office.clock.now())
    [choice] = _shown(office)
    assert (choice.resolving_unit_id, choice.obstacle, choice.key) == (None, None, "2.000908")
    assert choice.slug == "uy_quyen_72"


def test_a_unit_that_resolves_nothing_of_it_cannot_be_chosen(office: Office) -> None:
    _two(office)
    with pytest.raises(NotFound):
        office.receive(resolving_unit_id=city.WARD)
    assert _dossiers(office) == 0


def test_a_delegation_that_has_ended_is_refused_where_nobody_else_resolves(
    office: Office,
) -> None:
    branch = delegated(office.outside, "Chi nhánh Một", "71")
    office.clock.forward(seconds=1)
    since = office.clock.now()
    with office.outside.sessions() as session:
        before = census(session)
    revoke(office.outside, branch.instrument_id, since)
    _end_the_common_version(office)
    with pytest.raises(NotYours) as refused:
        office.receive()
    assert refused.value.clause == "revoked"
    assert "71/QĐ-UBND" in refused.value.sentence
    [choice] = _shown(office)
    assert choice.obstacle == refused.value.sentence
    with office.outside.sessions() as session:
        after = census(session)
    assert {t for t in after if before[t] != after[t]} == {
        "instrument",
        "procedure_version",
        "register_epoch",
    }


def _end_the_common_version(office: Office) -> None:
    with office.outside.sessions.begin() as session:
        session.execute(
            update(ProcedureVersionRow)
            .where(ProcedureVersionRow.procedure == SLUG)
            .values(valid_to=office.clock.now())
        )


def test_nobody_who_may_decide_is_told_and_nothing_is_lost(office: Office) -> None:
    for login in ("chu_tich", "pho_chu_tich"):
        correct_appointment(office.outside, login, office.clock.now())
    with pytest.raises(NotYours) as refused:
        office.receive()
    assert refused.value.clause == "not_appointed"
    assert refused.value.sentence == (
        "Chưa có ai giữ chức Chủ tịch Ủy ban nhân dân phường Bến Nước; cần bổ nhiệm."
    )
    assert _dossiers(office) == 0


def test_where_only_the_deputy_is_left_the_desk_takes_in(office: Office) -> None:
    correct_appointment(office.outside, "chu_tich", office.clock.now())
    received = office.receive()
    assert office.open_steps(received.dossier_id) == [EXAMINE]


def test_the_office_s_own_procedures_are_not_taken_in_at_a_desk(office: Office) -> None:
    shown = open_for_intake(office.outside, person("mot_cua"))
    assert "xin_loi_gia_han" not in {choice.slug for choice in shown}
    with pytest.raises(NotFound):
        office.receive(procedure="xin_loi_gia_han", papers=())
    assert _dossiers(office) == 0


# --- without a desk -----------------------------------------------------------------------------


def _papers() -> tuple[PaperAdded, ...]:
    return (PaperAdded(uuid4(), "to_khai", "tờ khai.pdf", "application/pdf", 9, 1, "a" * 64),)


def test_a_dossier_is_opened_by_the_machine_with_papers_and_link(office: Office) -> None:
    parent, child = uuid4(), uuid4()
    received = open_dossier(
        office.outside,
        dossier_id=child,
        procedure=SLUG,
        unit_id=city.WARD,
        applicant=APPLICANT,
        papers=_papers(),
        links=(DossierLinked(parent, "H26.1-260309-0001", "parent"),),
    )
    assert _units(office, received) == (city.WARD, city.WARD)
    dossier = office.dossier(child)
    assert (dossier.applicant, dossier.status) == (APPLICANT, "processing")
    assert dossier.due_at == local("2026-03-09 17:30")
    assert office.open_steps(child) == ["TiepNhan"]
    with office.outside.sessions() as session:
        assert [p.name for p in session.query(PaperRow).all()] == ["tờ khai.pdf"]
        [link] = session.query(DossierLinkRow).all()
        assert (link.dossier_id, link.other_id, link.relation) == (child, parent, "parent")


def test_asked_twice_for_the_same_dossier_it_answers_the_first_one(office: Office) -> None:
    child = uuid4()
    first, second = (
        open_dossier(
            office.outside,
            dossier_id=child,
            procedure=SLUG,
            unit_id=city.WARD,
            applicant=replace(APPLICANT, full_name=name),
        )
        for name in ("Một", "Hai")
    )
    assert first == second
    assert _dossiers(office) == 1


def test_a_dossier_of_a_delegated_procedure_goes_to_the_delegate(office: Office) -> None:
    branch = delegated(office.outside, "Chi nhánh Một", "71")
    office.clock.forward(seconds=1)
    received = open_dossier(
        office.outside,
        dossier_id=uuid4(),
        procedure="2.000908",
        unit_id=city.WARD,
        applicant=APPLICANT,
    )
    assert _units(office, received) == (branch.unit_id, city.WARD)


def test_what_cannot_be_opened_leaves_nothing_behind(office: Office) -> None:
    for procedure, unit_id in (("khong_co", city.WARD), (SLUG, uuid4())):
        with pytest.raises((NotFound, NotYours)):
            open_dossier(
                office.outside,
                dossier_id=uuid4(),
                procedure=procedure,
                unit_id=unit_id,
                applicant=APPLICANT,
            )
    assert _dossiers(office) == 0


def test_the_signer_of_a_delegated_dossier_is_the_delegate_in_its_own_name(
    office: Office,
) -> None:
    branch = delegated(office.outside, "Chi nhánh Một", "71")
    office.clock.forward(seconds=1)
    received = receive(office.outside, branch.desk, request())
    with office.outside.sessions() as session:
        dossier = office.dossier(received.dossier_id)
        around = load_surroundings(session, dossier)
        asked = holders(dossier, around, {}, office.clock.now(), performer="leader", power="decide")
    assert asked.incident is None
    held = {
        a.position_id for a in around.register.appointments if a.person_id == branch.head.person_id
    }
    assert set(asked.ids) == held
    assert SIGN not in office.open_steps(received.dossier_id)
