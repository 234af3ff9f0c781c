"""Withdrawn and stopped: by whom, until when, and what ends with the dossier."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from engine.actions.actor import Actor
from engine.actions.documents.seal import seal
from engine.actions.documents.show import show
from engine.actions.documents.sign import sign
from engine.actions.dossiers.stop import stop
from engine.actions.dossiers.withdraw import withdraw
from engine.errors import (
    AlreadyDone,
    InvalidAnswers,
    NotFound,
    NotYours,
    ResultSigned,
    TrinhKyError,
)
from engine.outside.outside import Outside
from engine.simulate import demo_city as city
from engine.store.history import history_of
from engine.store.records import NumberRow, OpinionRow, OutboxRow, SigningAttemptRow
from engine.store.verify_history import first_broken
from tests.engine.store.factory import census
from tests.factories.office import SIGN, Office, person
from tests.factories.papers import SEAL, SUBMISSION, with_papers
from tests.factories.papers import SIGN as SIGNING
from tests.factories.people import found_ward, seat_somebody
from tests.factories.stages import Case

End = Callable[[Outside, Actor, UUID, str], None]
both = pytest.mark.parametrize(
    ("end", "login"), [(withdraw, "mot_cua"), (stop, "chu_tich")], ids=["withdraw", "stop"]
)


def _refused(
    case: Case, end: End, actor: Actor, kind: type[TrinhKyError], reason: str = "Lý do"
) -> TrinhKyError:
    with case.office.outside.sessions() as session:
        before = census(session)
    with pytest.raises(kind) as refused:
        end(case.office.outside, actor, case.id, reason)
    with case.office.outside.sessions() as session:
        assert census(session) == before
    return refused.value


@pytest.mark.parametrize(
    ("end", "login", "outcome", "kind"),
    [
        (withdraw, "mot_cua", "withdrawn", "withdrawal"),
        (stop, "tu_phap", "stopped", "stop"),
        (stop, "pho_chu_tich", "stopped", "stop"),
    ],
)
def test_a_running_dossier_ends_with_every_wait_and_its_reason(
    to_sign: Case, end: End, login: str, outcome: str, kind: str
) -> None:
    office = to_sign.office
    end(office.outside, person(login), to_sign.id, "  Không còn nhu cầu. ")
    dossier = office.dossier(to_sign.id)
    assert (dossier.status, dossier.outcome) == ("stopped", outcome)
    assert office.open_steps(to_sign.id) == []
    with office.outside.sessions() as session:
        [said] = session.scalars(select(OpinionRow).where(OpinionRow.kind == kind))
        assert (said.reason, said.person_id) == ("Không còn nhu cầu.", person(login).person_id)
        assert first_broken(session, to_sign.id) is None
        assert b"nhu c" not in list(history_of(session, to_sign.id))[-1][1]


def test_only_the_desk_withdraws_and_only_who_is_in_charge_stops(to_sign: Case) -> None:
    for login in ("tu_phap", "chu_tich"):
        _refused(to_sign, withdraw, person(login), NotYours)
    for login in ("mot_cua", "van_thu", "tu_phap_2"):
        _refused(to_sign, stop, person(login), NotYours)


@both
def test_a_stranger_is_told_nothing(to_sign: Case, end: End, login: str) -> None:
    ward = found_ward(to_sign.office.outside, "Phường Xa")
    stranger = seat_somebody(to_sign.office.outside, "Người Lạ", ["one_stop"], [], ward)
    _refused(to_sign, end, stranger, NotFound)
    with pytest.raises(NotFound):
        end(to_sign.office.outside, person(login), uuid4(), "Lý do")


@both
@pytest.mark.parametrize("reason", ["", "  \n ", "a\0b", "x" * 5001])
def test_a_reason_is_written_down(to_sign: Case, end: End, login: str, reason: str) -> None:
    refused = _refused(to_sign, end, person(login), InvalidAnswers, reason)
    assert isinstance(refused, InvalidAnswers)
    assert refused.fields.keys() == {"reason"}


@both
def test_what_has_ended_does_not_end_again(to_sign: Case, end: End, login: str) -> None:
    withdraw(to_sign.office.outside, person("mot_cua"), to_sign.id, "Rút.")
    _refused(to_sign, end, person(login), AlreadyDone)


@both
def test_a_signed_result_is_not_taken_back(to_seal: Case, end: End, login: str) -> None:
    refused = _refused(to_seal, end, person(login), ResultSigned)
    assert "Bản sao từ sổ gốc" in refused.sentence


@both
def test_a_result_that_is_being_signed_is_not_taken_back(
    to_sign: Case, end: End, login: str
) -> None:
    to_sign.office.sign(to_sign.id)
    _refused(to_sign, end, person(login), ResultSigned)


def test_a_page_that_was_only_shown_is_dropped(to_sign: Case) -> None:
    office = to_sign.office
    show(office.outside, person("chu_tich"), office.ref(to_sign.id, SIGN))
    withdraw(office.outside, person("mot_cua"), to_sign.id, "Rút.")
    [document] = office.documents(to_sign.id)
    assert document.status == "dropped"


def test_signatures_and_numbers_of_papers_between_agencies_are_given_up(office: Office) -> None:
    papers = with_papers(office)
    papers.reviewed()
    papers.sign(f"{SUBMISSION}/{SIGNING}")
    ref = office.ref(papers.id, f"{SUBMISSION}/{SEAL}")
    shown = show(office.outside, person("van_thu"), ref)
    seal(office.outside, person("van_thu"), ref, shown.sha256, city.KEY_PASSWORD)
    withdraw(office.outside, person("mot_cua"), papers.id, "Rút.")
    assert office.sweep() == 0
    assert papers.document("to_trinh").status == "dropped"
    assert papers.document("bien_ban").status == "released"
    with office.outside.sessions() as session:
        [number] = session.scalars(select(NumberRow))
        assert (number.value, number.status) == (1, "cancelled")
        assert office.dossier(papers.id).code in str(number.reason)
        attempts = session.scalars(
            select(SigningAttemptRow.status).where(SigningAttemptRow.kind == "seal")
        )
        assert list(attempts) == ["refused"]
        assert not session.scalars(select(OutboxRow).where(OutboxRow.done_at.is_(None))).all()


def test_a_machine_step_that_waits_ends_with_the_dossier(office: Office) -> None:
    papers = with_papers(office)
    papers.write()
    shown = papers.to_sign("KyBienBan")
    ref = office.ref(papers.id, "KyBienBan")
    sign(office.outside, person("chu_tich"), ref, shown.sha256, city.KEY_PASSWORD)
    stop(office.outside, person("chu_tich"), papers.id, "Dừng.")
    assert office.sweep() == 0
    assert papers.document("bien_ban").status == "dropped"
