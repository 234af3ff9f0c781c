"""Whose desk a task is on: chosen by the step before, given, taken, put back, sent back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select, update

from engine.actions.tasks.assign import assign
from engine.actions.tasks.claim import claim
from engine.actions.tasks.close_council import close_council
from engine.actions.tasks.complete import complete
from engine.actions.tasks.declare_conflict import declare_conflict
from engine.actions.tasks.give_opinion import give_opinion
from engine.actions.tasks.send_back import send_back
from engine.actions.tasks.unclaim import unclaim
from engine.actions.tasks.vote import vote
from engine.core.authority.register import Power
from engine.errors import (
    AlreadyDone,
    InvalidAnswers,
    NotAsked,
    NotFound,
    NotYours,
    OtherAct,
    ReturnRefused,
    TrinhKyError,
)
from engine.questions.inbox.inbox import inbox
from engine.store.records import AppointmentRow, OpinionRow
from engine.store.register_epoch import bump_epoch
from tests.factories.joint import APPROVE, CHOOSE, CONSULT, COUNCIL, EXAMINE, MEMBERS, Joint
from tests.factories.office import person
from tests.factories.people import found_ward, seat_somebody

MAI = person("tu_phap_2").person_id
MINH = person("tu_phap").person_id


def _refused(case: Joint, act: Callable[[], None], kind: type[TrinhKyError]) -> TrinhKyError:
    """Refused, and nothing at all is stored."""
    before = case.everything()
    with pytest.raises(kind) as refused:
        act()
    assert case.everything() == before
    return refused.value


def _choose(case: Joint, to: UUID | None) -> None:
    complete(case.office.outside, person("chu_tich"), case.ref(CHOOSE), {}, assign_to=to)


def _in_inbox(case: Joint, name: str, step: str) -> bool:
    items = inbox(case.office.outside, case.actor(name)).items
    return any(item.ref == case.ref(step) for item in items)


# --- the step before chooses ---------------------------------------------------------------------


def test_the_chosen_officer_has_the_step_alone(case: Joint) -> None:
    _choose(case, MAI)
    assert case.last(EXAMINE).assignee_id == MAI
    assert not _in_inbox(case, "tu_phap", EXAMINE)
    _refused(case, lambda: case.complete("tu_phap", EXAMINE), NotYours)
    case.complete("tu_phap_2", EXAMINE)


def test_nobody_is_chosen_who_may_not_do_the_step(case: Joint) -> None:
    for to in (person("van_thu").person_id, case.people["tv_1"].person_id, UUID(int=1)):
        told = _refused(case, partial(_choose, case, to), NotAsked)
        assert "“ThamDinh”" in told.sentence


def test_a_step_that_chooses_nobody_takes_no_choice(case: Joint) -> None:
    _choose(case, None)
    ref, outside = case.ref(EXAMINE), case.office.outside
    _refused(case, lambda: complete(outside, person("tu_phap"), ref, {}, assign_to=MAI), OtherAct)


# --- given, taken, put back ----------------------------------------------------------------------


def test_a_head_gives_an_open_task_to_one_of_those_who_may(case: Joint) -> None:
    _choose(case, None)
    outside = case.office.outside
    claim(outside, person("tu_phap"), case.ref(EXAMINE))
    assign(outside, person("chu_tich"), case.ref(EXAMINE), MAI)
    assert case.last(EXAMINE).assignee_id == MAI
    version = case.office.dossier(case.id).version
    assign(outside, person("pho_chu_tich"), case.ref(EXAMINE), MAI)
    assert case.office.dossier(case.id).version == version  # the same desk again


def test_nobody_else_gives_work(case: Joint) -> None:
    _choose(case, None)
    outside, ref = case.office.outside, case.ref(EXAMINE)
    for login in ("tu_phap", "mot_cua", "van_thu"):
        giver = person(login)
        told = _refused(case, partial(assign, outside, giver, ref, MAI), NotYours)
        assert "lãnh đạo" in told.sentence


def test_who_chooses_the_officer_of_a_step_may_choose_again(case: Joint) -> None:
    """Not a head, but one of those who do the step that names the officer."""
    chooser = seat_somebody(case.office.outside, "Chánh Văn phòng", ("leader",), ())
    _choose(case, MINH)
    assign(case.office.outside, chooser, case.ref(EXAMINE), MAI)
    assert case.last(EXAMINE).assignee_id == MAI


def test_work_is_not_given_to_who_may_not_do_it(case: Joint) -> None:
    _choose(case, None)
    outside, ref = case.office.outside, case.ref(EXAMINE)
    surveyor = seat_somebody(outside, "địa chính", ("land",), (Power.APPRAISE,))
    for to in (person("van_thu").person_id, surveyor.person_id, UUID(int=1)):
        _refused(
            case,
            partial(assign, outside, person("chu_tich"), ref, to),
            NotAsked,
        )
    declare_conflict(outside, person("tu_phap_2"), ref, "người nhà")
    told = _refused(case, lambda: assign(outside, person("chu_tich"), ref, MAI), NotAsked)
    assert "xung đột lợi ích" in told.sentence


def test_a_member_of_a_council_is_not_replaced_by_giving_the_seat_away(case: Joint) -> None:
    case.council()
    outside, part = case.office.outside, case.part(COUNCIL, "tv_1")
    _refused(
        case,
        lambda: assign(outside, person("chu_tich"), part, case.people["tv_2"].person_id),
        NotYours,
    )


def test_a_task_put_back_is_everybodys_again(case: Joint) -> None:
    _choose(case, None)
    outside, ref = case.office.outside, case.ref(EXAMINE)
    claim(outside, person("tu_phap"), ref)
    _refused(case, lambda: unclaim(outside, person("tu_phap_2"), ref), NotYours)
    unclaim(outside, person("tu_phap"), ref)
    assert case.last(EXAMINE).assignee_id is None
    _refused(case, lambda: unclaim(outside, person("tu_phap"), ref), NotYours)
    claim(outside, person("tu_phap_2"), ref)
    case.complete("tu_phap_2", EXAMINE)
    _refused(case, lambda: unclaim(outside, person("tu_phap_2"), ref), AlreadyDone)


def test_strangers_learn_nothing(case: Joint) -> None:
    _choose(case, None)
    outside, ref = case.office.outside, case.ref(EXAMINE)
    stranger = seat_somebody(
        outside, "lạ", ("leader", "civil_status"), (Power.APPRAISE,), found_ward(outside, "xa")
    )
    acts: list[Callable[[], None]] = [
        lambda: assign(outside, stranger, ref, MAI),
        lambda: unclaim(outside, stranger, ref),
        lambda: send_back(outside, stranger, ref, CHOOSE, "x"),
        lambda: declare_conflict(outside, stranger, ref, "x"),
    ]
    for act in acts:
        _refused(case, act, NotFound)


# --- conflicts -----------------------------------------------------------------------------------


def test_after_a_conflict_the_task_is_a_colleagues(case: Joint) -> None:
    _choose(case, MINH)
    outside, ref = case.office.outside, case.ref(EXAMINE)
    declare_conflict(outside, person("tu_phap"), ref, "Người nộp là em ruột.")
    assert case.last(EXAMINE).assignee_id is None
    assert not _in_inbox(case, "tu_phap", EXAMINE)
    assert _in_inbox(case, "tu_phap_2", EXAMINE)
    told = _refused(case, lambda: claim(outside, person("tu_phap"), ref), NotYours)
    assert "xung đột" in told.sentence
    with outside.sessions() as session:
        [row] = session.scalars(select(OpinionRow))
    assert (row.kind, row.reason, row.value) == ("conflict", "Người nộp là em ruột.", None)
    declare_conflict(outside, person("tu_phap_2"), ref, "Bạn học.")
    assert case.last(EXAMINE).incident is not None


def test_a_step_that_needs_no_power_is_refused_with_the_reason_too(case: Joint) -> None:
    outside, ref = case.office.outside, case.ref(CHOOSE)
    declare_conflict(outside, person("chu_tich"), ref, "người nhà")
    told = _refused(case, lambda: complete(outside, person("chu_tich"), ref, {}), NotYours)
    assert isinstance(told, NotYours)
    assert told.clause == "conflict_declared"
    complete(outside, person("pho_chu_tich"), ref, {})


def test_who_stands_aside_has_no_part_in_later_steps_either(case: Joint) -> None:
    _choose(case, None)
    outside = case.office.outside
    declare_conflict(outside, person("tu_phap"), case.ref(EXAMINE), "người nhà")
    case.complete("tu_phap_2", EXAMINE)
    case.answer("a_1")
    case.answer("b_1")
    for name in MEMBERS:
        case.vote(name)
    case.close()
    send_back(outside, person("chu_tich"), case.ref(APPROVE), EXAMINE, "Xem lại.")
    assert case.last(EXAMINE).assignee_id == MAI
    assert len(case.last(EXAMINE).holders) == 1


# --- returns -------------------------------------------------------------------------------------


def _to_approve(case: Joint, examiner: str = "tu_phap") -> None:
    _choose(case, person(examiner).person_id)
    case.complete(examiner, EXAMINE)
    case.answer("a_1")
    case.answer("b_1")
    for name in MEMBERS:
        case.vote(name)
    case.close()


def test_a_return_goes_to_the_officer_who_did_the_step(case: Joint) -> None:
    _to_approve(case, "tu_phap_2")
    outside = case.office.outside
    back = case.ref(APPROVE)
    send_back(outside, person("chu_tich"), back, EXAMINE, "  Thiếu căn cứ pháp lý. ")
    assert case.office.open_steps(case.id) == [EXAMINE]
    assert case.last(EXAMINE).assignee_id == MAI
    assert case.task(back).status == "cancelled"
    with outside.sessions() as session:
        [said] = session.scalars(select(OpinionRow).where(OpinionRow.kind == "return"))
    assert (said.reason, said.value, said.task_id) == (
        "Thiếu căn cứ pháp lý.", EXAMINE, back.task_id,
    )  # fmt: skip
    case.complete("tu_phap_2", EXAMINE)
    assert case.office.open_steps(case.id)[-1] == CONSULT


def test_a_chosen_earlier_step_may_lie_further_back(case: Joint) -> None:
    _to_approve(case)
    send_back(case.office.outside, person("pho_chu_tich"), case.ref(APPROVE), CHOOSE, "x")
    assert case.office.open_steps(case.id) == [CHOOSE]
    assert case.last(CHOOSE).assignee_id == person("chu_tich").person_id


def test_a_return_to_a_joint_step_asks_everybody_anew(case: Joint) -> None:
    _to_approve(case)
    send_back(case.office.outside, person("chu_tich"), case.ref(APPROVE), CONSULT, "x")
    assert case.office.open_steps(case.id) == ["HetHanYKien", CONSULT, CONSULT, CONSULT]
    assert case.last(CONSULT).assignee_id is None
    case.answer("a_2", "objected", "Không nhất trí.")


def test_the_coordinator_gives_a_consultation_up(case: Joint) -> None:
    case.consult()
    case.answer("a_1")
    send_back(case.office.outside, person("tu_phap"), case.ref(CONSULT), EXAMINE, "Hỏi lại.")
    assert case.office.open_steps(case.id) == [EXAMINE]
    told = _refused(case, lambda: case.answer("b_1"), AlreadyDone)
    assert "đã kết thúc" in told.sentence


@pytest.mark.parametrize(
    ("target", "said"),
    [("TiepNhan", "chỉ chuyển trả về"), ("khong_co", "chỉ chuyển trả về"),
     ("ThamDinhLai", "Chưa ai làm"), (APPROVE, "chỉ chuyển trả về")],
)  # fmt: skip
def test_a_dossier_goes_back_only_to_a_step_that_was_done_and_is_allowed(
    case: Joint, target: str, said: str
) -> None:
    _to_approve(case)
    outside, ref = case.office.outside, case.ref(APPROVE)
    told = _refused(
        case, lambda: send_back(outside, person("chu_tich"), ref, target, "x"), ReturnRefused
    )
    assert said in told.sentence


def test_a_step_without_a_way_back_says_so(case: Joint) -> None:
    outside, ref = case.office.outside, case.ref(CHOOSE)
    told = _refused(
        case, lambda: send_back(outside, person("chu_tich"), ref, "TiepNhan", "x"), ReturnRefused
    )
    assert "không chuyển trả về bước nào" in told.sentence


@pytest.mark.parametrize("reason", ["", "   ", "x" * 5001, "a\x00"])
def test_a_return_needs_a_reason(case: Joint, reason: str) -> None:
    _to_approve(case)
    outside, ref = case.office.outside, case.ref(APPROVE)
    _refused(
        case, lambda: send_back(outside, person("chu_tich"), ref, EXAMINE, reason), InvalidAnswers
    )


def test_only_who_may_do_the_step_sends_back_from_it(case: Joint) -> None:
    _to_approve(case)
    outside, ref = case.office.outside, case.ref(APPROVE)
    _refused(case, lambda: send_back(outside, person("mot_cua"), ref, EXAMINE, "x"), NotYours)
    send_back(outside, person("chu_tich"), ref, EXAMINE, "x")
    _refused(case, lambda: send_back(outside, person("chu_tich"), ref, EXAMINE, "x"), AlreadyDone)


def test_who_has_left_does_not_get_the_dossier_back(case: Joint) -> None:
    _to_approve(case, "tu_phap_2")
    _leaves(case, MAI, case.office.clock.now())
    send_back(case.office.outside, person("chu_tich"), case.ref(APPROVE), EXAMINE, "x")
    assert case.last(EXAMINE).assignee_id is None


def _leaves(case: Joint, person_id: UUID, at: datetime) -> None:
    with case.office.outside.sessions.begin() as session:
        bump_epoch(session)
        session.execute(
            update(AppointmentRow).where(AppointmentRow.person_id == person_id).values(valid_to=at)
        )


# --- people who come later -----------------------------------------------------------------------


def test_who_comes_into_a_role_later_does_what_waits_for_it(case: Joint) -> None:
    deputy = seat_somebody(case.office.outside, "Phó Chánh Văn phòng", ("leader",), ())
    complete(case.office.outside, deputy, case.ref(CHOOSE), {})
    assert case.office.open_steps(case.id) == [EXAMINE]


def test_a_new_expert_answers_a_new_member_does_not_vote(case: Joint) -> None:
    outside = case.office.outside
    case.consult()
    expert = seat_somebody(outside, "a_3", ("expert",), (), case.units["so_a"])
    give_opinion(outside, expert, case.part(CONSULT, "a_1"), "agreed", "Nhất trí.")
    case.answer("b_1")
    member = seat_somebody(outside, "tv_6", ("council_member",), (), case.units["hoi_dong"])
    part = case.part(COUNCIL, "tv_1")
    _refused(case, lambda: vote(outside, member, part, "agree", None), NotYours)


def test_a_second_secretary_takes_over_from_one_who_stands_aside(case: Joint) -> None:
    """Nobody was left to close the vote until a seat was added."""
    case.council()
    outside = case.office.outside
    declare_conflict(outside, case.actor("tv_2"), case.part(COUNCIL, "tv_2"), "người nhà")
    assert case.last(COUNCIL).incident is not None
    second = seat_somebody(outside, "thư ký 2", ("council_secretary",), (), case.units["hoi_dong"])
    for name in MEMBERS:
        if name != "tv_2":
            case.vote(name)
    close_council(outside, second, case.ref(COUNCIL))
    assert case.office.open_steps(case.id) == [APPROVE]
