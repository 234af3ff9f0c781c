"""Agencies are consulted: who may answer, once, in time, and what the last answer does."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from engine.actions.tasks.claim import claim
from engine.actions.tasks.complete import complete
from engine.actions.tasks.give_opinion import give_opinion
from engine.actions.tasks.vote import vote
from engine.core.move import TaskRef
from engine.errors import AlreadyDone, InvalidAnswers, NotFound, NotYours, OtherAct
from engine.store.history import history_of
from engine.store.records import OpinionRow
from tests.factories.joint import CONSULT, COUNCIL, EXAMINE, TERM, Joint
from tests.factories.office import person
from tests.factories.people import found_ward, seat_somebody


def _statuses(case: Joint, step: str) -> list[str]:
    return sorted(t.status for t in case.office.tasks(case.id) if t.element == step)


def test_the_last_answer_ends_the_consultation(case: Joint) -> None:
    case.consult()
    assert case.office.open_steps(case.id) == [TERM, CONSULT, CONSULT, CONSULT]
    case.answer("a_2", "objected", "  Chưa đủ căn cứ.\n")
    assert case.office.open_steps(case.id) == [TERM, CONSULT, CONSULT]
    case.answer("b_1")
    assert COUNCIL in case.office.open_steps(case.id)
    assert _statuses(case, CONSULT) == ["done"] * 3
    with case.office.outside.sessions() as session:
        rows = session.scalars(select(OpinionRow)).all()
        said = {row.person_id: row for row in rows}
    first, second = (said[case.actor(name).person_id] for name in ("a_2", "b_1"))
    assert (first.kind, first.value, first.reason) == (
        "consultation",
        "objected",
        "Chưa đủ căn cứ.",
    )
    assert (second.value, second.position_id) == ("agreed", case.seat("b_1"))
    assert {row.task_id for row in rows} == {case.last(CONSULT).id}


def test_only_the_agencies_that_the_officer_chose_are_asked(case: Joint) -> None:
    case.complete("chu_tich", "PhanCong")
    case.complete("tu_phap", EXAMINE, {"moi": "so_b"})
    assert case.office.open_steps(case.id) == [TERM, CONSULT, CONSULT]
    case.answer("b_1")
    assert COUNCIL in case.office.open_steps(case.id)


def test_an_agency_answers_once(case: Joint) -> None:
    case.consult()
    case.answer("a_1")
    before = case.everything()
    for name in ("a_1", "a_2"):
        with pytest.raises(AlreadyDone) as told:
            case.answer(name, "objected", "khác")
        assert told.value.by == "a_1"
    assert case.everything() == before


def test_two_agencies_at_the_same_moment_both_count_and_the_dossier_goes_on(case: Joint) -> None:
    case.consult()
    start = Barrier(2)

    def answer(name: str) -> None:
        start.wait()
        case.answer(name)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(answer, ["a_1", "b_1"]))
    assert _statuses(case, CONSULT) == ["done"] * 3
    assert COUNCIL in case.office.open_steps(case.id)


def test_what_comes_after_the_term_is_too_late_even_if_nobody_has_looked_at_the_clock(
    case: Joint,
) -> None:
    case.consult()
    case.answer("a_1")
    case.office.clock.forward(days=8)
    with pytest.raises(AlreadyDone) as told:
        case.answer("b_1")
    assert "đã kết thúc" in told.value.sentence
    assert _statuses(case, CONSULT) == ["cancelled", "cancelled", "done"]
    assert COUNCIL in case.office.open_steps(case.id)
    with case.office.outside.sessions() as session:
        assert len(session.scalars(select(OpinionRow)).all()) == 1


@pytest.mark.parametrize(
    ("who", "sentence"),
    [("b_1", "không giao cho vị trí"), ("tu_phap", "không giao cho vị trí")],
)
def test_another_agency_or_the_coordinator_cannot_answer_for_it(
    case: Joint, who: str, sentence: str
) -> None:
    case.consult()
    before = case.everything()
    with pytest.raises(NotYours) as refused:
        give_opinion(case.office.outside, case.actor(who), case.part(CONSULT, "a_1"), "agreed", "x")
    assert sentence in refused.value.sentence
    assert case.everything() == before


def test_a_stranger_does_not_learn_that_there_is_a_consultation(case: Joint) -> None:
    case.consult()
    outside = case.office.outside
    stranger = seat_somebody(outside, "lạ", ("expert",), (), found_ward(outside, "xa"))
    with pytest.raises(NotFound):
        give_opinion(outside, stranger, case.part(CONSULT, "a_1"), "agreed", "x")


@pytest.mark.parametrize(
    ("value", "text", "field"),
    [("maybe", "x", "value"), ("", "x", "value"), ("agreed", " \n ", "text"),
     ("agreed", "a\x00b", "text"), ("agreed", "x" * 5001, "text")],
)  # fmt: skip
def test_an_answer_that_says_nothing_is_refused(
    case: Joint, value: str, text: str, field: str
) -> None:
    case.consult()
    before = case.everything()
    with pytest.raises(InvalidAnswers) as wrong:
        case.answer("a_1", value, text)
    assert list(wrong.value.fields) == [field]
    assert case.everything() == before


def test_a_part_of_a_consultation_is_done_in_no_other_way(case: Joint) -> None:
    case.consult()
    expert, ref = case.actor("a_1"), case.part(CONSULT, "a_1")
    outside = case.office.outside
    ways: list[Callable[[], None]] = [
        lambda: complete(outside, expert, ref, {}),
        lambda: vote(outside, expert, ref, "agree", None),
        lambda: give_opinion(outside, person("tu_phap"), case.ref(CONSULT), "agreed", "x"),
    ]
    before = case.everything()
    for way in ways:
        with pytest.raises(OtherAct):
            way()
    assert case.everything() == before


def test_no_other_step_takes_an_opinion(case: Joint) -> None:
    with pytest.raises(OtherAct):
        give_opinion(case.office.outside, person("chu_tich"), case.ref("PhanCong"), "agreed", "x")


def test_a_colleague_waits_while_somebody_has_the_question_on_the_desk(case: Joint) -> None:
    case.consult()
    ref: TaskRef = case.part(CONSULT, "a_1")
    claim(case.office.outside, case.actor("a_2"), ref)
    with pytest.raises(NotYours) as refused:
        case.answer("a_1")
    assert "a_2" in refused.value.sentence
    case.answer("a_2")


def test_the_history_keeps_the_hash_of_what_was_said(case: Joint) -> None:
    case.consult()
    case.answer("a_1", "other", "Đề nghị xem lại quy hoạch.")
    with case.office.outside.sessions() as session:
        _, kept = history_of(session, case.id)[-1]
    assert "quy hoạch" not in kept.decode()
    assert b"opinion_given" in kept
