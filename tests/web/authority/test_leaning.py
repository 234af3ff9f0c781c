"""From an instrument to every result that leaned on it: firm, to be looked at, without ground."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from engine.actions.actor import Actor
from engine.core.authority.leaning import Grade
from engine.questions.register.results import LeaningResult, results
from engine.simulate import demo_city as city
from engine.store.records import InstrumentRow
from engine.store.register_changes import correct, current, strike
from engine.store.register_epoch import bump_epoch
from tests.factories.office import Office, person
from tests.factories.stages import Case, Stages
from tests.factories.text import text_of
from tests.web.application import application
from tests.web.browsing import signed_in, words_of

PATH = f"/quan-tri/tham-quyen/van-ban/{city.ASSIGNMENT}/ket-qua"


@pytest.fixture
def signed(stages: Stages) -> Iterator[Case]:
    """A result that the deputy signed under the chairman's assignment."""
    with stages.case("to_sign") as case:
        case.office.sign(case.id, "pho_chu_tich")
        case.office.sweep()
        yield case


def registrar(office: Office) -> Actor:
    return person("quan_tri")


def only(case: Case) -> LeaningResult:
    [line] = results(case.office.outside, registrar(case.office), city.ASSIGNMENT).lines
    assert line.dossier_id == case.id
    return line


def change(office: Office, kind: str, **columns: Any) -> None:
    """A day later the assignment is known otherwise."""
    office.clock.forward(minutes=60 * 24)
    by, now = person("quan_tri").person_id, office.clock.now()
    with office.outside.sessions.begin() as session:
        bump_epoch(session)
        row = current(session, InstrumentRow, city.ASSIGNMENT)
        if kind == "struck":
            strike(session, row, by, now, "nhập nhầm")
        else:
            correct(session, row, by, now, kind=kind, **columns)


def test_what_was_signed_stays_firm_when_the_instrument_is_revoked_afterwards(
    signed: Case,
) -> None:
    office = signed.office
    assert only(signed).grade is Grade.FIRM
    later = office.clock.now() + timedelta(days=60)
    change(office, "revoked", state="revoked", state_since=later)
    line = only(signed)
    assert (line.grade, line.reasons, line.letter) == (Grade.FIRM, (), None)
    assert line.capacity[-1] == "PHÓ CHỦ TỊCH"


def test_a_correction_asks_for_a_look_and_one_that_reaches_back_takes_the_ground_away(
    signed: Case,
) -> None:
    office = signed.office
    signed_at = only(signed).signed_at
    change(office, "corrected", legal_basis="Điều 13 Nghị định số 30/2020/NĐ-CP, khoản 1")
    line = only(signed)
    assert line.grade is Grade.REVIEW
    assert "đính chính" in line.reasons[0]
    change(office, "revoked", state="revoked", state_since=signed_at - timedelta(days=1))
    line = only(signed)
    assert line.grade is Grade.GROUNDLESS
    assert "đã bị thu hồi" in line.reasons[0]


def browse(case: Case) -> FlaskClient:
    return signed_in(application(case.office.outside).test_client(), "quan_tri")


def test_an_instrument_that_was_struck_leaves_results_without_ground_and_a_letter_is_drafted(
    signed: Case,
) -> None:
    document: UUID = only(signed).document_id
    client = browse(signed)
    letter = f"{PATH}/{signed.id}/{document}/van-ban-khac-phuc"
    assert client.get(letter).status_code == 404
    change(signed.office, "struck")
    client = browse(signed)  # the day that went by has ended the session
    said = words_of(client.get(PATH))
    assert "không còn căn cứ" in said
    assert "Dự thảo: Quyết định thay thế" in said
    assert "Chưa có kết quả nào" in words_of(client.get(f"{PATH}?muc=firm"))
    drafted = client.get(letter)
    assert drafted.status_code == 200
    text = " ".join(text_of(drafted.data).split())
    assert "DỰ THẢO" in text
    assert "Trần Văn Thưởng" in text
    assert "Thu hồi" in text
    clerk = signed_in(application(signed.office.outside).test_client(), "mot_cua")
    assert clerk.get(PATH).status_code == clerk.get(letter).status_code == 403
