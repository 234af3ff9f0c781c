"""One agency's dossier opens another's and goes on with its answer: nothing is lost or doubled."""

from __future__ import annotations

import signal

import pytest
from sqlalchemy import func, select, update

from engine.actions.dossiers.stop import stop
from engine.actions.dossiers.withdraw import withdraw
from engine.core.move import DossierLinked
from engine.store.links import links_of
from engine.store.messages import kept_messages
from engine.store.papers import papers_of
from engine.store.records import DossierRow, MessageRow, OutboxRow, ProcedureVersionRow
from engine.store.verify_history import first_broken
from tests.factories.forks import FINISHED, Death, Forks
from tests.factories.linked import AWAIT, CHILD, GO_ON, OPEN, TAKE_IN, WEIGH, Agencies
from tests.factories.office import Office, person


def _dossiers(office: Office) -> int:
    with office.outside.sessions() as session:
        return session.scalar(select(func.count()).select_from(DossierRow)) or 0


def test_the_other_agency_gets_applicant_papers_link_and_accountable_officer(
    agencies: Agencies,
) -> None:
    office = agencies.office
    parent, child = agencies.asked()
    assert office.open_steps(parent) == [AWAIT]
    assert office.open_steps(child) == [TAKE_IN]
    ours, theirs = office.dossier(parent), office.dossier(child)
    assert (theirs.unit_id, theirs.receiving_unit_id) == (agencies.there, agencies.there)
    assert theirs.applicant == ours.applicant
    assert ours.accountable_id == theirs.accountable_id == person("tu_phap").person_id
    with office.outside.sessions() as session:
        assert links_of(session, parent) == (DossierLinked(child, theirs.code, "child"),)
        assert links_of(session, child) == (DossierLinked(parent, ours.code, "parent"),)
        [mine], [copy] = papers_of(session, parent), papers_of(session, child)
        assert mine.id != copy.id
        assert mine.file_sha256 == copy.file_sha256


@pytest.mark.parametrize(("found", "outcome"), [("dat", "granted"), ("khong", "refused")])
def test_the_answer_carries_the_outcome_and_one_officer_stays_accountable(
    agencies: Agencies, found: str, outcome: str
) -> None:
    office = agencies.office
    parent, child = agencies.asked()
    agencies.take_in(child)
    agencies.weigh(child, found)
    while office.sweep():
        pass
    assert office.open_steps(parent) == [GO_ON]
    assert office.dossier(parent).facts == {"ket_qua_tra_loi": outcome}
    assert office.dossier(child).outcome == outcome
    officers = {office.dossier(each).accountable_id for each in (parent, child)}
    assert officers == {person("tu_phap").person_id}
    with office.outside.sessions() as session:
        assert first_broken(session, parent) is None
        assert first_broken(session, child) is None


def test_a_linked_dossier_that_is_taken_back_answers_too(agencies: Agencies) -> None:
    parent, child = agencies.asked()
    withdraw(agencies.office.outside, agencies.desk, child, "Rút.")
    agencies.office.sweep()
    assert agencies.office.dossier(parent).facts == {"ket_qua_tra_loi": "withdrawn"}
    assert agencies.office.open_steps(parent) == [GO_ON]


def test_an_answer_for_a_dossier_that_was_stopped_is_kept_for_the_operator(
    agencies: Agencies,
) -> None:
    office = agencies.office
    parent, child = agencies.asked()
    stop(office.outside, person("tu_phap"), parent, "Dừng.")
    agencies.take_in(child)
    agencies.weigh(child)
    while office.sweep():
        pass
    assert office.dossier(child).outcome == "granted"
    with office.outside.sessions() as session:
        [kept] = kept_messages(session)
    assert kept.sender == office.dossier(child).code
    assert "đã kết thúc" in kept.reason


def test_where_the_procedure_is_not_in_force_the_step_waits_visibly(agencies: Agencies) -> None:
    office = agencies.office
    with office.outside.sessions.begin() as session:
        [version] = session.scalars(
            select(ProcedureVersionRow).where(ProcedureVersionRow.procedure == CHILD)
        )
        version.valid_to = version.valid_from
    parent = agencies.receive()
    agencies.ask(parent)
    assert office.sweep() == 0
    assert office.open_steps(parent) == [OPEN]
    with office.outside.sessions.begin() as session:
        [version] = session.scalars(
            select(ProcedureVersionRow).where(ProcedureVersionRow.procedure == CHILD)
        )
        version.valid_to = None
    office.clock.forward(seconds=6)
    assert office.sweep() == 1
    assert office.open_steps(parent) == [AWAIT]


@pytest.mark.parametrize(
    "death",
    [
        Death("engine.actions.machine_steps.open_linked.open_dossier", "before"),
        Death("engine.actions.dossiers.open_dossier.begin", "after"),  # not committed
        Death("engine.actions.machine_steps.open_linked.open_dossier", "after"),
        Death("engine.actions.machine_steps.perform._record", "after"),
    ],
    ids=lambda death: f"{death.function.rsplit('.', 1)[1]} {death.when}",
)
def test_killed_while_it_opens_another_agency_s_dossier_there_is_one(
    agencies: Agencies, children: Forks, death: Death
) -> None:
    office = agencies.office
    parent = agencies.receive()
    agencies.ask(parent)
    assert children.do(office, "sweep", death) == -signal.SIGKILL
    _after_the_lease(office)
    assert children.do(office, "sweep") == FINISHED
    assert office.open_steps(parent) == [AWAIT]
    assert _dossiers(office) == 2


@pytest.mark.parametrize(
    "death",
    [
        Death("engine.actions.step.save_move", "after"),  # the end is written, not committed
        Death("engine.actions.machine_steps.perform._record", "after"),
        Death("engine.actions.messages.deliver.receive_message", "after"),
        Death("engine.actions.messages.deliver._hand_over", "before"),
        Death("engine.actions.step.save_move", "after", 2),  # the parent's, not committed
        Death("engine.actions.messages.deliver._hand_over", "after"),
    ],
    ids=lambda death: f"{death.function.rsplit('.', 1)[1]} {death.when} {death.nth}",
)
def test_killed_between_the_end_of_the_one_and_the_wake_of_the_other_nothing_is_lost_or_doubled(
    agencies: Agencies, children: Forks, death: Death
) -> None:
    office = agencies.office
    parent, child = agencies.asked()
    agencies.take_in(child)
    agencies.weigh(child)
    before = office.dossier(parent).version
    assert children.do(office, "sweep", death) == -signal.SIGKILL
    _after_the_lease(office)
    while office.sweep():
        pass
    assert office.dossier(child).outcome == "granted"
    assert office.open_steps(parent) == [GO_ON]
    assert office.dossier(parent).version == before + 1
    with office.outside.sessions() as session:
        [message] = session.scalars(select(MessageRow))
        assert message.status == "delivered"
    assert WEIGH not in office.open_steps(child)


def _after_the_lease(office: Office) -> None:
    """As if the lease of the worker that died had run out."""
    with office.outside.sessions.begin() as session:
        session.execute(update(OutboxRow).values(leased_until=None))
