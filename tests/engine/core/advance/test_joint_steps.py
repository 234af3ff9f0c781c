"""Steps that several do together: who gets a part, what one answer does, when it is over."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bpmn.values import Closed, Kind, Moved
from engine.core.acts import (
    Completed,
    CouncilClosed,
    OpinionRecorded,
    Received,
    Records,
    Returned,
    TimerFired,
    VoteCast,
    Withdrawn,
)
from engine.core.advance.joint import NOBODY_TAKES_PART
from engine.core.authority.register import Involvement
from engine.core.dossier import Dossier, Surroundings, Task
from engine.core.move import BallotCast, Move, OpinionGiven, TaskClosed, TaskOpened
from tests.engine.core.advance.office import (
    BUILDING,
    COUNCIL,
    FARMING,
    after,
    around,
    as_open,
    register,
    sitting,
    told,
)
from tests.engine.core.authority.town import named
from tests.engine.core.clock.offices import at
from tests.factories.dossiers import WARD, dossier, element, moved, task, task_id

ASKED = "expert@so_xay_dung expert@so_nong_nghiep"
CONSULT = element(
    "LayYKien", joint="consult", performer="civil_status", members=ASKED, budget="3 giờ"
)
VOTING = element(
    "HopHoiDong",
    joint="council",
    performer="secretary@hoi_dong",
    members="member@hoi_dong",
    quorum="2/3",
    threshold="80%",
    ballot="secret",
    result="dat",
)
RECEIVED = Received(bundle="b", code="c")


def _opened(case: Dossier, path: str, where: Surroundings | None = None) -> tuple[TaskOpened, ...]:
    return after(case, RECEIVED, moved(opens=(path,)), where).opened


def _open_tasks(rows: tuple[TaskOpened, ...], **parent: object) -> tuple[Task, ...]:
    return tuple(as_open(row) for row in rows)


def _over(step: str) -> Moved:
    return Moved(b"after", (Closed(task_id(step), step, True),), (), (), False)


# --- a consultation ------------------------------------------------------------------------------


def test_each_agency_that_is_asked_has_a_part_of_its_own() -> None:
    parent, building, farming = _opened(dossier(CONSULT), "LayYKien")
    assert (parent.id, parent.kind, parent.parent_id) == (task_id("LayYKien"), "joint", None)
    assert (parent.unit_id, parent.holders) == (WARD, (named("registrar"),))
    assert (building.unit_id, building.holders) == (BUILDING, (named("xd_1"), named("xd_2")))
    assert (farming.unit_id, farming.holders) == (FARMING, (named("nn_1"),))
    for part, performer in ((building, "expert@so_xay_dung"), (farming, "expert@so_nong_nghiep")):
        assert (part.kind, part.element, part.parent_id) == (Kind.USER, "LayYKien", parent.id)
        assert (part.performer, part.power, part.assignee_id) == (performer, None, None)
        assert (part.due_at, part.id) == (at("2026-11-23 12:00"), uuid5(parent.id, performer))
        assert part.incident is None


@pytest.mark.parametrize(
    ("fact", "asked"),
    [
        ("so_nong_nghiep", [FARMING]),
        ("so_xay_dung so_nong_nghiep", [BUILDING, FARMING]),
        ("", [BUILDING, FARMING]),
        (None, [BUILDING, FARMING]),
        ("so_cong_thuong", []),
    ],
)
def test_only_the_agencies_that_were_chosen_are_asked(fact: str | None, asked: list[UUID]) -> None:
    invited = replace(CONSULT, attributes={**CONSULT.attributes, "invited": "moi"})
    chosen = dossier(element("Mot"), invited, facts={"moi": "so_xay_dung"})
    act = Completed(actor_id=named("x"), task=task("Mot"), form="f", facts={"moi": fact})
    rows = after(chosen, act, moved(done=("Mot",), opens=("LayYKien",))).opened
    assert [row.unit_id for row in rows[1:]] == asked
    assert rows[0].incident == (None if asked else NOBODY_TAKES_PART)


def test_without_the_fact_all_are_asked() -> None:
    invited = replace(CONSULT, attributes={**CONSULT.attributes, "invited": "moi"})
    assert len(_opened(dossier(invited), "LayYKien")) == 3


def test_an_agency_without_anybody_to_ask_has_an_incident_not_a_silent_wait() -> None:
    where = around(register=register(without=("nn_1",)))
    parent, building, farming = _opened(dossier(CONSULT), "LayYKien", where)
    assert (parent.incident, building.incident, farming.holders) == (None, None, ())
    assert farming.incident is not None
    assert "vai trò “expert”" in farming.incident


def test_who_has_no_part_in_the_matter_is_not_asked() -> None:
    barred = Involvement(
        applicant_identities=frozenset({"xd_1"}), conflict_declared_by=frozenset({sitting("nn_1")})
    )
    where = around(involvement=barred)
    _, building, farming = _opened(dossier(CONSULT), "LayYKien", where)
    assert building.holders == (named("xd_2"),)
    assert farming.holders == ()
    assert farming.incident is not None
    assert "xung đột" in farming.incident


def test_an_empty_seat_stays_asked_for_somebody_may_be_appointed() -> None:
    known = register()
    kept = tuple(a for a in known.appointments if a.person_id != sitting("xd_2"))
    where = around(
        register=replace(known, appointments=kept),
        involvement=Involvement(applicant_identities=frozenset({"xd_1"})),
    )
    _, building, _ = _opened(dossier(CONSULT), "LayYKien", where)
    assert building.holders == (named("xd_2"),)


def test_an_answer_ends_the_members_part_and_moves_nothing() -> None:
    case = dossier(CONSULT)
    open_tasks = _open_tasks(_opened(case, "LayYKien"))
    opinion = OpinionGiven(UUID(int=5), "consultation", task_id("LayYKien"), sitting("xd_1"))
    act = OpinionRecorded(
        actor_id=sitting("xd_1"), task=open_tasks[1], records=Records(opinions=(opinion,))
    )
    assert act.trigger is None
    move = after(case, act, None, around(open_tasks=open_tasks))
    assert move.closed == (TaskClosed(open_tasks[1].id, "done", "on"),)
    assert (move.state, move.status, move.opened) == (None, None, ())
    assert move.opinions == (opinion,)
    assert told(move)["closed"] == [[str(open_tasks[1].id), "LayYKien", "done", "on"]]


def test_the_last_answer_ends_the_consultation() -> None:
    case = dossier(CONSULT)
    parent, _, farming = _open_tasks(_opened(case, "LayYKien"))
    act = OpinionRecorded(actor_id=sitting("nn_1"), task=farming, ends=parent.id)
    where = around(open_tasks=(parent, farming))
    move = after(case, act, _over("LayYKien"), where, at("2026-11-23 12:01"))
    assert set(move.closed) == {
        TaskClosed(parent.id, "done", "after"),
        TaskClosed(farming.id, "done", "after"),
    }


def test_who_has_not_answered_in_time_is_not_waited_for() -> None:
    case = dossier(CONSULT, element("Han", Kind.TIMER, timer="7 ngày"), element("Tiep"))
    parent, building, farming = _open_tasks(_opened(case, "LayYKien"))
    what = moved(done=("Han",), cancelled=("LayYKien",), opens=("Tiep",))
    where = around(open_tasks=(parent, farming))
    move = after(case, TimerFired(task=task("Han")), what, where)
    assert TaskClosed(farming.id, "cancelled", None) in move.closed
    assert building.id not in [c.id for c in move.closed]
    assert len(move.closed) == len({c.id for c in move.closed}) == 3


def test_a_stopped_dossier_takes_its_members_along() -> None:
    case = dossier(CONSULT)
    tasks = _open_tasks(_opened(case, "LayYKien"))
    stop = Moved(b"", (Closed(task_id("LayYKien"), "LayYKien", False),), (), (), True)
    act = Withdrawn(actor_id=named("x"), reason="thôi")
    move = after(case, act, stop, around(open_tasks=tasks))
    assert {c.id for c in move.closed} == {t.id for t in tasks}
    assert {c.status for c in move.closed} == {"cancelled"}


def test_a_member_of_another_joint_step_goes_on() -> None:
    other = replace(CONSULT, path="LayYKienHai")
    case = dossier(CONSULT, other)
    tasks = _open_tasks((*_opened(case, "LayYKien"), *_opened(case, "LayYKienHai")))
    act = Returned(actor_id=named("x"), task=tasks[0], target="Mot", reason="r")
    what = moved(cancelled=("LayYKien",))
    move = after(case, act, what, around(open_tasks=tasks))
    assert {c.id for c in move.closed} == {t.id for t in tasks[:3]}


# --- a council -----------------------------------------------------------------------------------


def test_each_seat_of_a_council_has_a_part_of_its_own() -> None:
    parent, *members = _opened(dossier(VOTING), "HopHoiDong")
    assert (parent.kind, parent.holders) == ("joint", (named("hd_2"),))
    assert [m.holders for m in members] == [(named(f"hd_{n}"),) for n in range(1, 6)]
    assert {m.unit_id for m in members} == {COUNCIL}
    assert {m.parent_id for m in members} == {parent.id}
    assert len({m.id for m in members}) == 5


def test_a_seat_with_two_of_the_roles_votes_once() -> None:
    both = {**VOTING.attributes, "members": "chair@hoi_dong member@hoi_dong"}
    _, *members = _opened(dossier(replace(VOTING, attributes=both)), "HopHoiDong")
    assert sorted(str(m.holders[0]) for m in members) == sorted(
        str(named(f"hd_{n}")) for n in range(1, 6)
    )


def test_who_stands_aside_or_prepared_the_dossier_has_no_vote() -> None:
    barred = Involvement(
        applicant_identities=frozenset({"hd_3"}),
        conflict_declared_by=frozenset({sitting("hd_4")}),
        prepared_by=frozenset({sitting("hd_5")}),
    )
    _, *members = _opened(dossier(VOTING), "HopHoiDong", around(involvement=barred))
    assert [m.holders for m in members] == [(named("hd_1"),), (named("hd_2"),)]
    one_eye = replace(barred, four_eyes=False)
    _, *members = _opened(dossier(VOTING), "HopHoiDong", around(involvement=one_eye))
    assert named("hd_5") in [m.holders[0] for m in members]


def test_a_council_of_nobody_has_an_incident() -> None:
    where = around(register=register(without=tuple(f"hd_{n}" for n in range(1, 6))))
    [parent] = _opened(dossier(VOTING), "HopHoiDong", where)
    assert parent.incident is not None
    full = around(register=register(without=tuple(f"hd_{n}" for n in (1, 3, 4, 5))))
    parent, member = _opened(dossier(VOTING), "HopHoiDong", full)
    assert (parent.incident, member.holders) == (None, (named("hd_2"),))


def test_a_secret_vote_is_told_without_its_content() -> None:
    case = dossier(VOTING)
    tasks = _open_tasks(_opened(case, "HopHoiDong"))
    records = Records(
        opinions=(OpinionGiven(UUID(int=7), "vote", tasks[0].id, sitting("hd_1")),),
        ballots=(BallotCast(tasks[0].id, "against"),),
    )
    act = VoteCast(actor_id=sitting("hd_1"), task=tasks[1], records=records)
    move = after(case, act, None, around(open_tasks=tasks))
    assert move.ballots == records.ballots
    assert move.closed == (TaskClosed(tasks[1].id, "done", None),)
    assert told(move)["votes"] == [None]
    assert b"against" not in move.history.canonical


def test_closing_the_vote_ends_the_parts_of_those_who_did_not_come() -> None:
    case = dossier(VOTING, element("Ky"))
    tasks = _open_tasks(_opened(case, "HopHoiDong"))
    where = around(open_tasks=(tasks[0], *tasks[4:]))
    act = CouncilClosed(
        actor_id=sitting("hd_2"), task=tasks[0], facts={"dat": True},
        members=5, agree=3, against=0, abstain=0, conflicts=0, passed=True,
    )  # fmt: skip
    move = after(case, act, moved(done=("HopHoiDong",), opens=("Ky",)), where)
    assert [(c.id, c.status) for c in move.closed] == [
        (tasks[0].id, "done"), (tasks[4].id, "cancelled"), (tasks[5].id, "cancelled"),
    ]  # fmt: skip
    assert move.facts == {"dat": True}
    assert (told(move)["agree"], told(move)["passed"]) == (3, True)


@given(st.sets(st.sampled_from([f"hd_{n}" for n in range(1, 6)])), st.booleans())
def test_no_part_is_ever_given_to_one_who_may_not_take_it(aside: set[str], four: bool) -> None:
    people = frozenset(sitting(seat) for seat in aside)
    where = around(involvement=Involvement(prepared_by=people, four_eyes=four))
    rows = _opened(dossier(VOTING), "HopHoiDong", where)
    voting = {row.holders for row in rows[1:]}
    free = {f"hd_{n}" for n in range(1, 6)} - (aside if four else set())
    assert voting == {(named(seat),) for seat in free}
    assert (rows[0].incident is None) == bool(free)


def test_the_same_opening_makes_the_same_rows() -> None:
    moves: list[Move] = [
        after(dossier(VOTING), RECEIVED, moved(opens=("HopHoiDong",))) for _ in range(2)
    ]
    assert moves[0] == moves[1]
