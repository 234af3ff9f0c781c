"""Why it was allowed: as answered then, and asked again of what was known then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from engine.core.canonical import as_json
from engine.core.vietnamese import LOCAL
from engine.errors import NotFound, NotKnownYet
from engine.questions.register.answers import No, Yes
from engine.questions.register.why import TaskWhy, why, why_for
from engine.simulate import demo_city as city
from engine.store.records import AppointmentRow, DossierRow, InstrumentRow, MandateRow
from engine.store.register_changes import correct, current
from engine.store.register_epoch import bump_epoch
from tests.factories.office import SIGN, person
from tests.factories.stages import Case


def signing(found: tuple[TaskWhy, ...]) -> TaskWhy:
    [task] = [task for task in found if task.element == SIGN]
    return task


def test_a_signed_step_tells_law_position_and_person_as_answered_then(to_seal: Case) -> None:
    office = to_seal.office
    with office.outside.sessions() as session:
        code = session.scalars(select(DossierRow.code)).one()
    found = why(office.outside, code)
    task = signing(found.tasks)
    [answered] = task.answered
    assert task.asked is None
    assert answered.intact
    assert answered.answer.person == city.seat("chu_tich").full_name
    assert answered.answer.capacity == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    law, appointed = answered.answer.chain
    assert (law.kind, appointed.kind) == ("law", "person")
    assert "theo Nghị định số 23/2015/NĐ-CP" in law.says
    assert appointed.says.startswith(f"{city.seat('chu_tich').full_name} giữ chức Chủ tịch")
    assert why_for(office.outside, person("chu_tich"), to_seal.id) == found


def test_a_stored_answer_that_was_tampered_with_is_told_as_such(to_seal: Case) -> None:
    with to_seal.office.outside.sessions.begin() as session:
        decided = MandateRow.content["power"].astext == "decide"
        row = session.scalars(select(MandateRow).where(decided)).one()
        session.execute(
            update(MandateRow)
            .where(MandateRow.id == row.id)
            .values(content={**row.content, "capacity": ["CHỦ TỊCH"]})
        )
    [answered] = signing(why(to_seal.office.outside, str(to_seal.id)).tasks).answered
    assert not answered.intact


def test_an_open_step_names_who_may_and_who_may_not_with_the_clause(to_sign: Case) -> None:
    outside = to_sign.office.outside
    with outside.sessions.begin() as session:
        bump_epoch(session)
        assignment = current(session, InstrumentRow, city.ASSIGNMENT)
        now = to_sign.office.clock.now()
        chairman = city.seat("chu_tich").person_id
        correct(session, assignment, chairman, now, state="revoked", state_since=now)
    asked = signing(why(outside, str(to_sign.id), "LanhDaoKy").tasks).asked
    assert asked is not None
    assert asked.doer is None
    may, may_not = asked.everybody
    if isinstance(may, No):
        may, may_not = may_not, may
    assert isinstance(may, Yes)
    assert may.person == city.seat("chu_tich").full_name
    assert isinstance(may_not, No)
    assert (may_not.clause, may_not.record_id) == ("revoked", city.ASSIGNMENT)
    assert [node.kind for node in may_not.chain if node.fails] == ["instrument"]
    assert may_not.person == city.seat("pho_chu_tich").full_name


def test_for_a_fixed_known_time_the_answer_stays_whatever_the_register_learns(
    to_seal: Case,
) -> None:
    office = to_seal.office
    known = office.clock.now()
    before = why(office.outside, str(to_seal.id), known_at=known)
    doer = signing(before.tasks).asked
    assert doer is not None
    assert isinstance(doer.doer, Yes)
    office.clock.at = known + timedelta(days=2)
    with office.outside.sessions.begin() as session:
        bump_epoch(session)
        held = session.scalars(
            select(AppointmentRow).where(
                AppointmentRow.person_id == city.seat("chu_tich").person_id,
                AppointmentRow.recorded_to.is_(None),
            )
        ).one()
        ended = known.astimezone(LOCAL) - timedelta(days=30)
        correct(session, held, held.person_id, office.clock.now(), valid_to=ended)
    assert as_json(why(office.outside, str(to_seal.id), known_at=known)) == as_json(before)
    later = signing(why(office.outside, str(to_seal.id), known_at=office.clock.now()).tasks)
    assert later.asked is not None
    assert isinstance(later.asked.doer, No)
    assert later.asked.doer.clause == "not_appointed"
    [answered] = later.answered
    assert answered.intact


def test_what_is_not_there_and_what_is_not_known_yet_are_refused(to_sign: Case) -> None:
    outside = to_sign.office.outside
    with pytest.raises(NotFound):
        why(outside, "H26.999-260309-9999")
    with pytest.raises(NotFound):
        why(outside, str(to_sign.id), "KhongCo")
    with pytest.raises(NotKnownYet):
        why(outside, str(to_sign.id), known_at=to_sign.office.clock.now() + timedelta(days=1))
