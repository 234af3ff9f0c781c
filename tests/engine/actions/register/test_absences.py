"""Absence cover: work goes on with who may do it, no power to sign goes anywhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.actions.register.absences.end import end_absence
from engine.actions.register.absences.enter import AbsenceTold, enter_absence
from engine.actions.register.appointments.end import end_appointment
from engine.actions.tasks.claim import claim
from engine.core.authority.may_act import may_act
from engine.core.authority.register import Clause, Power, Question, Refusal
from engine.errors import AlreadyDone, InvalidAnswers, NotFound, NotYours
from engine.questions.people.absences import absence_form, absence_page, absences, just_back
from engine.simulate import demo_city as city
from engine.store.load_register import load_register
from engine.store.records import InstrumentRow
from engine.store.time import read_time
from tests.factories.clock import local
from tests.factories.office import EXAMINE, FIT, SIGN, Office
from tests.factories.people import actor_of
from tests.factories.stages import Case

TODAY, TOMORROW, WEDNESDAY = (date(2026, 3, day) for day in (9, 10, 11))
COLLEAGUE = city.seat("tu_phap_2").person_id
AWAY = AbsenceTold(city.seat("tu_phap").person_id, TODAY, TOMORROW, substitute_id=COLLEAGUE)
ME = actor_of("tu_phap")


@pytest.fixture
def claimed(received: Case) -> Case:
    """The officer has the task on the desk; the worker has been round once."""
    claim(received.office.outside, ME, received.office.ref(received.id, EXAMINE))
    received.office.sweep()
    return received


def officer(case: Case, step: str = EXAMINE) -> UUID | None:
    [task] = [t for t in case.office.tasks(case.id) if t.element == step]
    return task.assignee_id


def alone(office: Office) -> None:
    """The officer's only colleague of the same work leaves."""
    post = city.demo_id("appointment:tu_phap_2")
    end_appointment(office.outside, actor_of("quan_tri"), post, date(2026, 3, 8), "Nghỉ hưu")


def test_what_lies_on_the_desk_goes_to_the_colleague_and_comes_back_as_a_digest(
    claimed: Case,
) -> None:
    office = claimed.office
    absence = enter_absence(office.outside, ME, AWAY)
    office.sweep()
    assert officer(claimed) == COLLEAGUE
    office.complete("tu_phap_2", claimed.id, EXAMINE, FIT)
    page = absence_page(office.outside, ME, absence)
    [line] = page.passed
    assert (line.status, line.doer) == ("done", city.seat("tu_phap_2").full_name)
    assert just_back(office.outside, ME) is None
    office.clock.at = local("2026-03-11 08:00")
    assert just_back(office.outside, ME) == absence
    office.clock.at = local("2026-03-15 08:00")
    assert just_back(office.outside, ME) is None


def test_nothing_goes_before_it_begins_nor_what_is_taken_up_while_away(claimed: Case) -> None:
    office = claimed.office
    enter_absence(office.outside, ME, replace(AWAY, first=TOMORROW, last=WEDNESDAY, from_noon=True))
    office.sweep()
    assert officer(claimed) == ME.person_id
    office.clock.at = local("2026-03-10 12:01")
    office.sweep()
    assert officer(claimed) == COLLEAGUE
    again = office.receive().dossier_id
    office.clock.forward(minutes=5)
    claim(office.outside, ME, office.ref(again, EXAMINE))
    office.sweep()
    [task] = [t for t in office.tasks(again) if t.element == EXAMINE]
    assert task.assignee_id == ME.person_id


def test_a_leader_of_the_unit_covers_the_only_officer_by_an_instrument_of_its_own(
    claimed: Case,
) -> None:
    office = claimed.office
    alone(office)
    deputy = city.seat("pho_chu_tich").person_id
    form = absence_form(office.outside, ME, ME.person_id)
    assert {(s.person_id, s.same_role) for s in form.substitutes} == {
        (deputy, False),
        (city.seat("chu_tich").person_id, False),
    }
    enter_absence(office.outside, ME, replace(AWAY, substitute_id=deputy))
    office.sweep()
    assert officer(claimed) == deputy
    with office.outside.sessions() as session:
        [cover] = session.scalars(
            select(InstrumentRow).where(InstrumentRow.kind == "absence_cover")
        )
        assert cover.number == "1/2026/XLT"
    office.complete("pho_chu_tich", claimed.id, EXAMINE, FIT)


def test_a_task_of_the_queue_that_only_the_absent_could_do_goes_too(received: Case) -> None:
    office = received.office
    office.sweep()
    alone(office)
    deputy = city.seat("pho_chu_tich").person_id
    enter_absence(office.outside, ME, replace(AWAY, substitute_id=deputy))
    office.sweep()
    assert officer(received) == deputy


def test_the_substitute_of_the_chairman_cannot_sign_and_is_told_why(to_sign: Case) -> None:
    office = to_sign.office
    office.sweep()
    claim(office.outside, actor_of("chu_tich"), office.ref(to_sign.id, SIGN))
    deputy = city.seat("pho_chu_tich").person_id
    away = replace(AWAY, person_id=city.seat("chu_tich").person_id, substitute_id=deputy)
    absence = enter_absence(office.outside, actor_of("chu_tich"), away)
    office.sweep()
    assert officer(to_sign, SIGN) is None
    [line, *_] = absence_page(office.outside, actor_of("chu_tich"), absence).signers
    assert line.others == (city.seat("pho_chu_tich").full_name,)
    alone(office)
    clerk = replace(AWAY, person_id=ME.person_id, substitute_id=deputy)
    enter_absence(office.outside, ME, clerk)
    with office.outside.sessions() as session:
        time = read_time(session, office.clock.now())
        slice_ = load_register(session, "2.000908", {city.WARD}, time.epoch)
        seal = Question(deputy, Power.SEAL, "2.000908", city.WARD, time.now)
        refused = may_act(slice_, seal)
    assert isinstance(refused, Refusal)
    assert refused.clause is Clause.ABSENT


def test_back_earlier_the_cover_ends_and_its_work_returns(claimed: Case) -> None:
    office = claimed.office
    alone(office)
    deputy = city.seat("pho_chu_tich").person_id
    absence = enter_absence(office.outside, ME, replace(AWAY, substitute_id=deputy))
    office.sweep()
    office.clock.forward(minutes=30)
    end_absence(office.outside, actor_of("chu_tich"), absence)
    office.clock.forward(minutes=1)
    office.sweep()  # time is found to have passed
    office.sweep()  # what follows is done
    assert officer(claimed) is None
    with pytest.raises(AlreadyDone):
        end_absence(office.outside, ME, absence)


def test_the_doors(claimed: Case) -> None:
    outside = claimed.office.outside

    def refused(told: AbsenceTold, field: str, words: str) -> None:
        with pytest.raises(InvalidAnswers) as found:
            enter_absence(outside, ME, told)
        assert words in " ".join(found.value.fields[field])

    refused(replace(AWAY, last=date(2026, 3, 8)), "valid_to", "trước khi bắt đầu")
    refused(replace(AWAY, last=None), "valid_to", "cả ngày")
    past = replace(AWAY, first=date(2026, 3, 2), last=date(2026, 3, 3))
    refused(past, "valid_to", "đã qua")
    for nobody in ("van_thu", "hn_gd", "tu_phap"):
        someone = replace(AWAY, substitute_id=city.seat(nobody).person_id)
        refused(someone, "substitute_id", "cùng đơn vị")
    absence = enter_absence(outside, ME, AWAY)
    refused(replace(AWAY, first=TOMORROW, last=WEDNESDAY), "valid_from", "từ 10/03/2026")
    theirs = replace(AWAY, person_id=COLLEAGUE, substitute_id=ME.person_id)
    with pytest.raises(InvalidAnswers, match="Biểu mẫu"):
        enter_absence(outside, actor_of("chu_tich"), theirs)
    for stranger in ("mot_cua", "hn_gd"):
        with pytest.raises(NotYours):
            enter_absence(outside, actor_of(stranger), AWAY)
        with pytest.raises(NotFound):
            absence_page(outside, actor_of(stranger), absence)
        with pytest.raises(NotYours):
            absence_form(outside, actor_of(stranger), ME.person_id)
    enter_absence(
        outside,
        actor_of("quan_tri"),
        replace(theirs, substitute_id=None, first=WEDNESDAY, last=WEDNESDAY),
    )
    rows = absences(outside, actor_of("chu_tich"))
    assert {row.full_name for row in rows.rows} == {
        city.seat("tu_phap").full_name,
        city.seat("tu_phap_2").full_name,
    }
