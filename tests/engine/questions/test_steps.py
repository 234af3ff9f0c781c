"""The line of steps, the tally of joint ones, and what else may be done at a task."""

from __future__ import annotations

from engine.actions.actor import Actor
from engine.core.authority.register import Involvement
from engine.core.clock import Calendar
from engine.core.dossier import Surroundings
from engine.questions.dossier.steps import steps, tally
from engine.questions.task.joint import joint_view
from engine.questions.task.ways import task_ways
from engine.store.records import OpinionRow
from tests.engine.questions.knowing import CITY, NOW, dossier, known, register, seat, some, task

REVIEW, DRAFT, RECEIVE = "SoatPhong", "ThamDinh", "TiepNhan"
JOINT = "LayYKien"


def test_a_step_that_sent_the_dossier_back_says_where_to() -> None:
    done = task(DRAFT, status="done", closed_at=NOW, closed_by_id=some("vân"))
    back = task(REVIEW, status="cancelled", closed_at=NOW, closed_by_id=some("phong"))
    open_again = task(DRAFT, id=some("again"))
    cancelled = task(RECEIVE, status="cancelled", closed_at=NOW)
    told = steps(known(done, back, open_again, cancelled), {back.id: DRAFT})
    assert [(s.name, s.state) for s in told[:3]] == [
        ("Thẩm định, dự thảo văn bản trình", "done"),
        ("Soát, ký nháy, trình Lãnh đạo Sở", "back"),
        ("Thẩm định, dự thảo văn bản trình", "now"),
    ]
    assert told[1].note == (
        "Tạ Đình Phong · 09:00 ngày 09/03/2026 · chuyển trả về “Thẩm định, dự thảo văn bản trình”"
    )


def test_steps_of_another_agency_name_it_and_shared_time_is_said_once() -> None:
    told = {s.name: s for s in steps(known(task(RECEIVE)), {})}
    assert told["Soát, ký nháy, trình Lãnh đạo Sở"].unit is None
    city = [s for s in told.values() if s.unit == "Ủy ban nhân dân thành phố"]
    assert len(city) > 5
    assert [s.note for s in city if s.note] == ["7 ngày làm việc, chung cho các bước cùng nhóm"]


def test_of_a_finished_dossier_nothing_lies_ahead() -> None:
    done = task(RECEIVE, status="done", closed_at=NOW)
    assert len(steps(known(done, of=dossier(outcome="granted")), {})) == 1


def test_a_joint_step_is_one_step_with_its_tally() -> None:
    joint = task(REVIEW, kind="joint")
    members = [
        task(REVIEW, id=some(f"m{n}"), parent_id=joint.id, status=status)
        for n, status in enumerate(["done", "open", "cancelled"])
    ]
    [now] = [s for s in steps(known(joint, *members), {}) if s.state == "now"]
    assert now.note == "1/2 đã cho ý kiến"
    assert tally(members, council=True) == "1/2 đã bỏ phiếu"


def _opinion(value: str | None, reason: str | None) -> OpinionRow:
    return OpinionRow(
        id=some("opinion"),
        kind="consultation",
        task_id=some(JOINT),
        person_id=some("đạt"),
        position_id=seat("đạt"),
        value=value,
        reason=reason,
        given_at=NOW,
    )


def test_of_a_consultation_everybody_reads_who_answered_what() -> None:
    of = dossier("bn_1.009645")
    joint = task(JOINT, kind="joint")
    done = task(
        JOINT, id=some("done"), parent_id=joint.id, status="done", unit_id=CITY,
        closed_at=NOW, closed_by_id=some("đạt"),
    )  # fmt: skip
    waiting = task(JOINT, id=some("open"), parent_id=joint.id, holders=(seat("vân"),))
    view = joint_view(known(joint, done, waiting, of=of), joint, [_opinion("objected", "Chưa rõ.")])
    assert view is not None
    assert (view.council, view.tally, view.needs) == (False, "1/2 đã cho ý kiến", "")
    first, second = view.members
    assert (first.who, first.says, first.text) == ("Trịnh Hữu Đạt", "không nhất trí", "Chưa rõ.")
    assert (second.who, second.state) == ("Cao Thị Hồng Vân (Chuyên viên)", "waiting")
    assert joint_view(known(joint, done, waiting, of=of), waiting, []) is not None


def test_of_a_secret_ballot_nobody_reads_how_anyone_voted() -> None:
    of = dossier("byt_3621")
    elements = of.bundle.compiled.elements
    [council] = [p for p, e in elements.items() if e.attributes.get("ballot") == "secret"]
    joint = task(council, kind="joint")
    voted = task(
        council, id=some("voted"), parent_id=joint.id, status="done", unit_id=CITY,
        closed_at=NOW, closed_by_id=some("đạt"),
    )  # fmt: skip
    kept = _opinion("against", "Vì sao.")
    kept.kind, kept.task_id = "vote", joint.id
    view = joint_view(known(joint, voted, of=of), joint, [kept])
    assert view is not None
    assert (view.secret, view.tally) == (True, "1/1 đã bỏ phiếu")
    [member] = view.members
    assert (member.who, member.state, member.says, member.text) == ("Trịnh Hữu Đạt", "done", "", "")


def _around() -> Surroundings:
    return Surroundings(register(), Calendar.__new__(Calendar), (), (), {}, Involvement())


def test_a_return_goes_to_who_did_the_step_and_only_where_somebody_did_it() -> None:
    done = task(DRAFT, status="done", closed_at=NOW, closed_by_id=some("vân"))
    here = task(REVIEW, holders=(seat("phong"),))
    actor = Actor(some("phong"), "Tạ Đình Phong", "x")
    ways = task_ways(actor, here, known(done, here), _around(), NOW, can_act=True, may_assign=False)
    assert [(w.target, w.step_name) for w in ways.returns] == [
        (DRAFT, "Thẩm định, dự thảo văn bản trình")
    ]
    nobody = task_ways(actor, here, known(here), _around(), NOW, can_act=True, may_assign=False)
    assert nobody.returns == ()


def test_who_may_not_act_is_offered_nothing_but_to_assign() -> None:
    here = task(REVIEW, holders=(seat("phong"), seat("vân")))
    actor = Actor(some("thái"), "Bùi Quang Thái", "x")
    ways = task_ways(actor, here, known(here), _around(), NOW, can_act=False, may_assign=True)
    assert (ways.claim, ways.unclaim, ways.conflict, ways.returns) == (False, False, False, ())
    assert [c.name for c in ways.assign] == ["Tạ Đình Phong", "Cao Thị Hồng Vân"]


def test_a_member_may_stand_aside_but_not_send_back() -> None:
    done = task(DRAFT, status="done", closed_at=NOW, closed_by_id=some("vân"))
    here = task(REVIEW, parent_id=some("joint"), holders=(seat("phong"),))
    actor = Actor(some("phong"), "Tạ Đình Phong", "x")
    ways = task_ways(actor, here, known(done, here), _around(), NOW, can_act=True, may_assign=False)
    assert ways.conflict
    assert (ways.returns, ways.chooses) == ((), None)
