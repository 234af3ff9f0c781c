"""Commitments: written down, answered with evidence, reminded; a lapsed one blocks nothing."""

from __future__ import annotations

import json
from datetime import date

import pytest

from engine.actions.register.commitments.attest import Attestation, attest
from engine.actions.register.commitments.correct import correct_commitment
from engine.actions.register.commitments.enter import enter_commitment
from engine.actions.register.commitments.remind import remind
from engine.actions.register.commitments.strike import strike_commitment
from engine.actions.register.commitments.told import CommitmentTold
from engine.errors import AlreadyDone, InvalidAnswers, NotFound, NotYours
from engine.questions.register.commitment_page import commitment_page
from engine.questions.register.home import home
from engine.simulate import demo_city as city
from tests.factories.clock import local
from tests.factories.office import Office
from tests.factories.people import actor_of

BY = actor_of("quan_tri")
TOLD = CommitmentTold("Bố trí 02 công chức", date(2026, 3, 31), 3)
ANSWER = Attestation(city.seat("chu_tich").person_id, date(2026, 3, 9), "Quyết định 12/QĐ-UBND")


def test_who_answers_moves_the_due_day_on(office: Office) -> None:
    outside = office.outside
    promise = enter_commitment(outside, BY, city.ASSIGNMENT, TOLD)
    before = commitment_page(outside, BY, promise).view
    assert before.next_due is not None
    assert before.next_due.date() == date(2026, 3, 31)
    attest(outside, BY, promise, ANSWER)
    after = commitment_page(outside, BY, promise).view
    assert after.next_due is not None
    assert after.next_due.date() == date(2026, 6, 30)
    assert [each.by for each in after.attestations] == ["Lê Quang Hùng"]


def test_an_answer_names_a_person_and_has_evidence(office: Office) -> None:
    promise = enter_commitment(office.outside, BY, city.ASSIGNMENT, TOLD)
    for wrong, field in (
        (Attestation(None, date(2026, 3, 9), "x"), "person"),
        (Attestation(BY.person_id, date(2026, 4, 1), "x"), "attested_on"),
        (Attestation(BY.person_id, date(2026, 3, 9), " "), "evidence"),
    ):
        with pytest.raises(InvalidAnswers) as refusal:
            attest(office.outside, BY, promise, wrong)
        assert list(refusal.value.fields) == [field]
    once = enter_commitment(
        office.outside, BY, city.ASSIGNMENT, CommitmentTold("Một lần", date(2026, 3, 1))
    )
    attest(office.outside, BY, once, ANSWER)
    with pytest.raises(AlreadyDone):
        attest(office.outside, BY, once, ANSWER)


def test_only_registrars_write_and_corrections_say_why(office: Office) -> None:
    with pytest.raises(NotYours):
        enter_commitment(office.outside, actor_of("chu_tich"), city.ASSIGNMENT, TOLD)
    promise = enter_commitment(office.outside, BY, city.ASSIGNMENT, TOLD)
    with pytest.raises(InvalidAnswers):
        correct_commitment(office.outside, BY, promise, TOLD, "", None)
    later = CommitmentTold("Bố trí 03 công chức", date(2026, 4, 30), 0)
    correct_commitment(office.outside, BY, promise, later, "Ghi nhầm số", None)
    assert commitment_page(office.outside, BY, promise).told.said == "Bố trí 03 công chức"
    strike_commitment(office.outside, BY, promise, "Không có trong quyết định")
    with pytest.raises(NotFound):
        commitment_page(office.outside, BY, promise)


def test_its_keepers_are_reminded_before_it_falls_due_and_once_it_has_lapsed(
    office: Office,
) -> None:
    enter_commitment(office.outside, BY, city.ASSIGNMENT, TOLD)
    assert remind(office.outside) == 0
    office.clock.at = local("2026-03-18 08:00")
    assert remind(office.outside) == 1
    assert remind(office.outside) == 0
    office.clock.at = local("2026-04-02 08:00")
    remind(office.outside)
    folder = office.outside.settings.home / "notices" / "new"
    told = [json.loads(file.read_text()) for file in folder.glob("commitment-*.json")]
    assert any("đến hạn" in each["subject"] for each in told)
    assert all("quan_tri" in each["to"] for each in told)
    [waiting] = home(office.outside, BY).commitments
    assert waiting.view.lapsed
