"""What the stories do not tell: the leader sends back, and a supplement is asked for again."""

from __future__ import annotations

from uuid import UUID

import pytest

from bpmn.run import run
from bpmn.values import Complete, Deliver, Fire, Moved, Opened, Return, Start
from tests.workflows.shipped import Shipped, named


@pytest.fixture
def hn_663() -> Shipped:
    return named("hn_663_ban_sao_tu_so_goc")


def complete(each: Shipped, moved: Moved, **facts: object) -> Moved:
    return run(each.compiled, moved.state, Complete(only(moved).task), facts)


def only(moved: Moved) -> Opened:
    (opened,) = moved.opened
    return opened


def appraised(each: Shipped, conclusion: str) -> Moved:
    started = run(each.compiled, b"", Start(), {})
    return complete(each, complete(each, started), ket_luan=conclusion)


@pytest.mark.parametrize(
    ("conclusion", "call"), [("du_dieu_kien", "KySoBanSao"), ("tu_choi", "KySoTuChoi")]
)
def test_the_leader_may_send_a_draft_back_to_the_appraisal(
    hn_663: Shipped, conclusion: str, call: str
) -> None:
    at_leader = appraised(hn_663, conclusion)
    waiting = only(at_leader)
    assert waiting.path == f"{call}/LanhDaoKy"
    element = hn_663.compiled.elements[waiting.path]
    assert element.attributes["returnsTo"] == "ThamDinh"
    back = run(hn_663.compiled, at_leader.state, Return(waiting.task, "ThamDinh"), {})
    assert only(back).path == "ThamDinh"
    again = complete(hn_663, back, ket_luan=conclusion)
    assert only(again).path == f"{call}/LanhDaoKy"


def test_a_supplement_may_be_asked_for_again_and_the_state_stays_small(hn_663: Shipped) -> None:
    moved = appraised(hn_663, "can_bo_sung")
    sizes = set()
    for _ in range(5):
        assert only(moved).path == "BoSung/LapPhieu"
        waiting = complete(hn_663, moved)
        message = wait(waiting, "BoSung/NhanBoSung")
        given = run(hn_663.compiled, waiting.state, Deliver(message), {})
        sizes.add(len(given.state))
        assert only(given).path == "ThamDinh"
        moved = complete(hn_663, given, ket_luan="can_bo_sung")
    assert len(sizes) == 1
    assert max(sizes) <= 500


def test_papers_that_came_unrecorded_bring_the_dossier_back_to_the_appraisal(
    hn_663: Shipped,
) -> None:
    waiting = complete(hn_663, appraised(hn_663, "can_bo_sung"))
    timer = wait(waiting, "BoSung/HetHanBoSung")
    overdue = run(hn_663.compiled, waiting.state, Fire(timer), {})
    assert only(overdue).path == "BoSung/XacNhanQuaHan"
    assert [c.path for c in overdue.closed if not c.completed] == ["BoSung/NhanBoSung"]
    given = complete(hn_663, overdue, ket_luan="can_bo_sung", khong_bo_sung=False)
    assert only(given).path == "ThamDinh"
    second = complete(hn_663, complete(hn_663, given, ket_luan="can_bo_sung"))
    overdue = run(hn_663.compiled, second.state, Fire(wait(second, "BoSung/HetHanBoSung")), {})
    ended = complete(hn_663, overdue, ket_luan="can_bo_sung", khong_bo_sung=True)
    assert ended.ended
    assert ended.ends[-1] == "DungGiaiQuyet"


def wait(moved: Moved, path: str) -> UUID:
    (task,) = [o.task for o in moved.opened if o.path == path]
    return task
