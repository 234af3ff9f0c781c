"""Who has a task on the desk: chosen, given back, claimed, put back, released by a conflict."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.acts import (
    Assigned,
    Claimed,
    Completed,
    ConflictDeclared,
    Received,
    Returned,
    Unclaimed,
)
from engine.core.advance.assignees import NOBODY_LEFT, REASSIGN
from engine.core.authority.register import Appointment, Involvement, Period
from engine.core.dossier import Task
from engine.core.move import AskedNoMore, TaskChanged, TaskClosed
from engine.errors import NotAsked
from tests.engine.core.advance.office import (
    PARTIES,
    after,
    around,
    as_open,
    register,
    sitting,
    told,
)
from tests.engine.core.advance.test_joint_steps import CONSULT, VOTING
from tests.engine.core.authority.town import EVER, named
from tests.engine.core.clock.offices import at
from tests.factories.dossiers import dossier, element, moved, task, task_id

HEAD = named("Nguyễn Văn An")
EXPERT = element("ChuyenVien", performer="expert@so_xay_dung")
CHOOSES = element("PhanCong", performer="leader", assigns="ChuyenVien")


def _chosen(to: UUID | None) -> Completed:
    return Completed(actor_id=HEAD, task=task("PhanCong"), assign_to=to)


# --- chosen by the step before -------------------------------------------------------------------


def test_the_step_before_chooses_the_officer() -> None:
    move = after(
        dossier(CHOOSES, EXPERT),
        _chosen(sitting("xd_2")),
        moved(done=("PhanCong",), opens=("ChuyenVien",)),
    )
    assert move.opened[0].assignee_id == sitting("xd_2")
    assert told(move)["given"] == [[str(task_id("ChuyenVien")), str(sitting("xd_2"))]]
    assert told(move)["to"] == str(sitting("xd_2"))


def test_without_a_choice_the_step_goes_into_the_pool() -> None:
    move = after(
        dossier(CHOOSES, EXPERT), _chosen(None), moved(done=("PhanCong",), opens=("ChuyenVien",))
    )
    assert move.opened[0].assignee_id is None
    assert "given" not in told(move)


@pytest.mark.parametrize("to", [sitting("nn_1"), HEAD, named("nobody"), named("xd_1")])
def test_nobody_is_chosen_who_is_not_asked(to: UUID) -> None:
    with pytest.raises(NotAsked) as refused:
        after(
            dossier(CHOOSES, EXPERT),
            _chosen(to),
            moved(done=("PhanCong",), opens=("ChuyenVien",)),
        )
    assert refused.value.person_id == to
    assert "“ChuyenVien”" in refused.value.sentence


def test_the_choice_is_for_the_named_step_alone() -> None:
    beside = element("BenCanh", performer="expert@so_xay_dung")
    move = after(
        dossier(CHOOSES, EXPERT, beside),
        _chosen(sitting("xd_1")),
        moved(done=("PhanCong",), opens=("BenCanh", "ChuyenVien")),
    )
    assert [t.assignee_id for t in move.opened] == [None, sitting("xd_1")]


def test_a_joint_step_is_nobodys_own() -> None:
    chooses = replace(CHOOSES, attributes={"performer": "leader", "assigns": "LayYKien"})
    act = _chosen(named("Phạm Thị Dung"))
    rows = after(
        dossier(chooses, CONSULT), act, moved(done=("PhanCong",), opens=("LayYKien",))
    ).opened
    assert {row.assignee_id for row in rows} == {None}


# --- given back by a return ----------------------------------------------------------------------


def _returned(doer: UUID | None, target: str = "ChuyenVien") -> Returned:
    return Returned(actor_id=HEAD, task=task("Ky"), target=target, reason="thiếu căn cứ", doer=doer)


SENT_BACK = moved(cancelled=("Ky",), opens=("ChuyenVien",))


def test_a_returned_step_goes_to_the_officer_who_did_it() -> None:
    move = after(dossier(EXPERT, element("Ky")), _returned(sitting("xd_2")), SENT_BACK)
    assert move.opened[0].assignee_id == sitting("xd_2")
    assert told(move)["given"] == [[str(task_id("ChuyenVien")), str(sitting("xd_2"))]]
    assert told(move)["target"] == "ChuyenVien"
    assert "thiếu căn cứ" not in move.history.canonical.decode()


@pytest.mark.parametrize("doer", [sitting("nn_1"), named("người đã nghỉ"), None])
def test_who_may_no_longer_be_asked_does_not_get_it_back(doer: UUID | None) -> None:
    move = after(dossier(EXPERT, element("Ky")), _returned(doer), SENT_BACK)
    assert move.opened[0].assignee_id is None


def test_who_has_left_the_seat_does_not_get_it_back() -> None:
    known = register()
    gone = Period(EVER.valid_from, at("2026-11-23 08:00"))
    left = tuple(
        replace(a, period=gone) if a.person_id == sitting("xd_2") else a for a in known.appointments
    )
    where = around(register=replace(known, appointments=left))
    move = after(dossier(EXPERT, element("Ky")), _returned(sitting("xd_2")), SENT_BACK, where)
    assert move.opened[0].assignee_id is None


def test_only_the_step_it_goes_back_to_is_given_back() -> None:
    other = element("Khac", performer="expert@so_xay_dung")
    what = moved(cancelled=("Ky",), opens=("Khac", "ChuyenVien"))
    move = after(dossier(EXPERT, other, element("Ky")), _returned(sitting("xd_2")), what)
    assert [t.assignee_id for t in move.opened] == [None, sitting("xd_2")]


# --- open tasks that change hands ----------------------------------------------------------------


def test_a_task_is_given_to_somebody_and_put_back() -> None:
    held = task("ChuyenVien", assignee_id=HEAD, incident="chờ")
    given_to = after(dossier(EXPERT), Assigned(actor_id=HEAD, task=held, to=sitting("xd_1")))
    assert given_to.changed == (TaskChanged(held.id, sitting("xd_1"), None),)
    assert told(given_to)["to"] == str(sitting("xd_1"))
    back = after(dossier(EXPERT), Unclaimed(actor_id=HEAD, task=held))
    assert back.changed == (TaskChanged(held.id, None, "chờ"),)
    for move in (given_to, back):
        assert (move.state, move.status, move.closed, move.opened) == (None, None, (), ())


# --- conflicts of interest -----------------------------------------------------------------------


def _conflict(task_of: Task, person: UUID) -> ConflictDeclared:
    return ConflictDeclared(actor_id=person, task=task_of)


def _pool(path: str = "ChuyenVien", **changed: Any) -> Task:
    return task(path, **{"holders": (named("xd_1"), named("xd_2")), **changed})


def test_a_conflict_puts_the_task_back_and_takes_the_seat_off_the_list() -> None:
    held = _pool(assignee_id=sitting("xd_1"))
    move = after(
        dossier(EXPERT), _conflict(held, sitting("xd_1")), None, around(open_tasks=(held,))
    )
    assert move.changed == (TaskChanged(held.id, None, REASSIGN),)
    assert move.unasked == (AskedNoMore(held.id, named("xd_1")),)
    assert (move.closed, move.state) == ((), None)


def test_a_colleagues_desk_is_left_as_it_is() -> None:
    held = _pool(assignee_id=sitting("xd_2"))
    move = after(
        dossier(EXPERT), _conflict(held, sitting("xd_1")), None, around(open_tasks=(held,))
    )
    assert move.changed == (TaskChanged(held.id, sitting("xd_2"), None),)
    assert move.unasked == (AskedNoMore(held.id, named("xd_1")),)


def test_a_seat_that_another_shares_stays_asked() -> None:
    known = register()
    shared = Appointment(named("b"), sitting("nn_1"), named("xd_1"), False, EVER)
    where = around(
        register=replace(known, appointments=(*known.appointments, shared)),
        open_tasks=(_pool(assignee_id=sitting("xd_1")),),
    )
    move = after(dossier(EXPERT), _conflict(where.open_tasks[0], sitting("xd_1")), None, where)
    assert move.unasked == ()
    assert move.changed == (TaskChanged(task_id("ChuyenVien"), None, REASSIGN),)


def test_where_nobody_is_left_there_is_an_incident() -> None:
    alone = _pool(holders=(named("xd_1"),))
    move = after(
        dossier(EXPERT), _conflict(alone, sitting("xd_1")), None, around(open_tasks=(alone,))
    )
    assert move.changed == (TaskChanged(alone.id, None, NOBODY_LEFT),)
    assert told(move)["incidents"] == [str(alone.id)]


def test_the_counter_and_the_seal_are_not_left_alone_for_a_conflict() -> None:
    for power in ("receive", "seal"):
        open_task = _pool(power=power, assignee_id=sitting("xd_1"))
        where = around(open_tasks=(open_task,))
        move = after(dossier(EXPERT), _conflict(open_task, sitting("xd_1")), None, where)
        assert (move.changed, move.unasked) == ((), ())


def test_a_machine_step_and_a_message_are_not_touched() -> None:
    tasks = (_pool(kind="message"), _pool(kind="machine"), _pool("Khac"))
    where = around(open_tasks=tasks)
    case = dossier(EXPERT, element("Khac"))
    move = after(case, _conflict(tasks[2], sitting("xd_1")), None, where)
    assert [c.id for c in move.changed] == [task_id("Khac")]


def test_a_council_member_stands_aside_and_the_others_go_on() -> None:
    case = dossier(VOTING)
    tasks = tuple(as_open(r) for r in after(case, RECEIVED, moved(opens=("HopHoiDong",))).opened)
    move = after(case, _conflict(tasks[3], sitting("hd_3")), None, around(open_tasks=tasks))
    assert move.closed == (TaskClosed(tasks[3].id, "cancelled", None),)
    assert (move.changed, move.unasked) == ((), ())


def test_a_seat_in_the_council_that_two_share_is_still_asked_of_the_other() -> None:
    known = register()
    shared = Appointment(named("b"), sitting("nn_1"), named("hd_3"), False, EVER)
    two = replace(known, appointments=(*known.appointments, shared))
    case = dossier(VOTING)
    tasks = tuple(as_open(r) for r in after(case, RECEIVED, moved(opens=("HopHoiDong",))).opened)
    where = around(register=two, open_tasks=tasks)
    move = after(case, _conflict(tasks[3], sitting("hd_3")), None, where)
    assert (move.closed, move.unasked) == ((), ())


def test_a_consulted_agency_still_has_to_answer() -> None:
    case = dossier(CONSULT)
    tasks = tuple(as_open(r) for r in after(case, RECEIVED, moved(opens=("LayYKien",))).opened)
    move = after(case, _conflict(tasks[2], sitting("nn_1")), None, around(open_tasks=tasks))
    assert move.closed == ()
    assert move.changed == (TaskChanged(tasks[2].id, None, NOBODY_LEFT),)
    assert move.unasked == (AskedNoMore(tasks[2].id, named("nn_1")),)


RECEIVED = Received(bundle="b", code="c")


def test_who_has_just_appraised_is_not_asked_to_sign() -> None:
    """The chairman examines a dossier himself: from that second on another one decides it."""
    case = dossier(
        element("ThamDinh", performer="leader", power="appraise"),
        element("Ky", performer="leader", power="decide"),
    )
    act = Completed(actor_id=HEAD, task=task("ThamDinh", power="appraise"))
    what = moved(done=("ThamDinh",), opens=("Ky",))
    assert after(case, act, what).opened[0].holders == (named("vice_chairman"),)
    both = {named("chairman"), named("vice_chairman")}
    unprepared = Completed(actor_id=HEAD, task=task("ThamDinh"))
    assert set(after(case, unprepared, what).opened[0].holders) == both
    two_eyes = around(involvement=Involvement(four_eyes=False))
    assert set(after(case, act, what, two_eyes).opened[0].holders) == both


@given(st.sets(st.sampled_from(["xd_1", "xd_2", "nn_1"])), st.sampled_from(["xd_1", "xd_2"]))
def test_after_a_conflict_nobody_who_stands_aside_is_asked_alone(
    before: set[str], now: str
) -> None:
    """Whoever declared before or declares now: the seats that are left have somebody free."""
    known = Involvement(conflict_declared_by=frozenset(sitting(s) for s in before - {now}))
    task_open = _pool(holders=tuple(named(s) for s in ("xd_1", "xd_2") if s not in before - {now}))
    where = around(open_tasks=(task_open,), involvement=known)
    move = after(dossier(EXPERT), _conflict(task_open, sitting(now)), None, where)
    gone = {each.holder_id for each in move.unasked}
    left = set(task_open.holders) - gone
    assert left.isdisjoint({named(s) for s in before | {now}})
    assert (move.changed[0].incident is None) == bool(left)
    assert set(PARTIES) >= {"so_xay_dung"}


def test_a_claim_still_needs_somebody() -> None:
    held = task("ChuyenVien")
    move = after(dossier(EXPERT), Claimed(actor_id=HEAD, task=held))
    assert move.changed == (TaskChanged(held.id, HEAD, None),)
