"""Sending back: one branch, a whole block, a whole call; never into a trap."""

from __future__ import annotations

import pytest

from bpmn.compile import compile
from bpmn.values import NotWaiting, NoWayBack
from tests.bpmn.diagrams import body, diagram, process
from tests.bpmn.procedures import BOUNDARIES, CONSULTATION, MAIN, PARALLEL_CALLS, WARD_COPY, Files
from tests.bpmn.walker import Walker

NESTED: Files = {
    "diagram.bpmn": diagram(
        process(
            "nested_blocks",
            """
            startEvent s
            userTask Nhan
            parallelGateway t1
            userTask A1
            userTask A2
            userTask B1
            parallelGateway t2
            userTask B2
            userTask B3
            parallelGateway g2
            userTask B4
            parallelGateway g1
            userTask Cuoi
            endEvent e
            """,
            """
            s -> Nhan -> t1 -> A1 -> A2 -> g1 -> Cuoi -> e
            t1 -> B1 -> t2 -> B2 -> g2 -> B4 -> g1
            t2 -> B3 -> g2
            """,
        )
    )
}


def walk(files: Files, *paths: str) -> Walker:
    walker = Walker(compile(files, MAIN))
    for path in paths:
        walker.do(path)
    return walker


def test_a_step_goes_back_to_an_earlier_one() -> None:
    walker = walk(WARD_COPY, "Nhan")
    moved = walker.send_back("ThamDinh", "Nhan")
    assert [(closed.path, closed.completed) for closed in moved.closed] == [("ThamDinh", False)]
    assert walker.paths == ["Nhan"]


def test_a_step_goes_back_to_itself_as_a_new_task() -> None:
    walker = walk(WARD_COPY)
    before = walker.task("Nhan")
    walker.send_back("Nhan", "Nhan")
    assert walker.task("Nhan") != before


def test_within_a_branch_the_other_branches_go_on() -> None:
    walker = walk(NESTED, "Nhan", "A1", "B1")
    walker.send_back("A2", "A1")
    assert walker.paths == ["A1", "B2", "B3"]
    for path in ("A1", "A2", "B2", "B3", "B4"):
        assert "Cuoi" not in walker.waits.values()
        walker.do(path)
    assert walker.paths == ["Cuoi"]


def test_out_of_an_inner_block_only_the_inner_block_ends() -> None:
    walker = walk(NESTED, "Nhan", "A1", "B1", "B2")
    assert walker.paths == ["A2", "B3"]
    walker.send_back("B3", "B1")
    assert walker.paths == ["A2", "B1"]
    walker.do("B1")
    walker.do("B3")
    assert walker.paths == ["A2", "B2"], "what B2 had brought to the join does not count again"
    for path in ("B2", "B4", "A2"):
        walker.do(path)
    assert walker.paths == ["Cuoi"]


@pytest.mark.parametrize("leaving", ["A1", "B3"])
def test_out_of_the_outer_block_everything_ends(leaving: str) -> None:
    walker = walk(NESTED, "Nhan", "B1", "B2")
    walker.send_back(leaving, "Nhan")
    assert walker.paths == ["Nhan"]
    for path in ("Nhan", "A1", "B1", "A2", "B3", "B2", "B4"):
        assert "Cuoi" not in walker.waits.values()
        walker.do(path)
    assert walker.paths == ["Cuoi"]


@pytest.mark.parametrize(
    ("leaving", "target"),
    [("A1", "B1"), ("A1", "B3"), ("B1", "B3"), ("B1", "B2"), ("A1", "g1"), ("A1", "missing")],
)
def test_a_return_into_a_branch_that_would_wait_for_ever_is_refused(
    leaving: str, target: str
) -> None:
    walker = walk(NESTED, "Nhan")
    state = walker.state
    with pytest.raises(NoWayBack):
        walker.send_back(leaving, target)
    assert walker.paths == ["A1", "B1"]
    assert walker.state == state


def test_out_of_a_call_the_whole_call_ends() -> None:
    walker = walk(WARD_COPY, "Nhan", "ThamDinh", "Ky/LanhDao")
    moved = walker.send_back("Ky/Dau_thoi_gian", "ThamDinh")
    assert [closed.path for closed in moved.closed] == ["Ky/Dau_thoi_gian"]
    assert walker.paths == ["ThamDinh"]


def test_inside_a_call_the_call_goes_on() -> None:
    walker = walk(WARD_COPY, "Nhan", "ThamDinh", "Ky/LanhDao", "Ky/Dau_thoi_gian")
    walker.send_back("Ky/VanThu", "Ky/LanhDao")
    assert walker.paths == ["Ky/LanhDao"]


def test_a_return_does_not_reach_into_another_call() -> None:
    walker = walk(PARALLEL_CALLS)
    with pytest.raises(NoWayBack):
        walker.send_back("Mot/Thao", "Hai/Thao")


def test_two_calls_deep_only_the_inner_call_ends() -> None:
    walker = walk(PARALLEL_CALLS, "Ba/Trong/Thao", "Ba/Trong/da_nop")
    walker.send_back("Ba/Xem", "Ba/Xem")
    assert walker.paths == ["Ba/Xem", "Hai/Thao", "Mot/Thao"]


def test_all_arms_of_an_event_gateway_end_together() -> None:
    walker = walk(WARD_COPY, "Nhan")
    walker.do("ThamDinh", a=True)
    walker.do("BoSung/Thao")
    walker.send_back("BoSung/da_nop", "BoSung/Thao")
    assert walker.paths == ["BoSung/Thao"]


def test_boundary_events_end_with_the_step_that_is_left() -> None:
    walker = walk(BOUNDARIES)
    walker.send_back("ThamDinh", "ThamDinh")
    assert walker.paths == ["ThamDinh", "nhac", "rut"]


def test_leaving_by_a_boundary_event_leaves_its_step() -> None:
    walker = walk(BOUNDARIES)
    walker.send_back("rut", "ThamDinh")
    assert walker.paths == ["ThamDinh", "nhac", "rut"]


def test_a_side_branch_that_goes_back_to_the_main_way_ends_the_main_way() -> None:
    walker = walk(BOUNDARIES, "nhac", "ThamDinh")
    assert "GiaiTrinh" in walker.paths
    walker.send_back("GiaiTrinh", "ThamDinh")
    assert walker.paths == ["ThamDinh", "nhac", "rut"]


def test_a_reminder_under_way_goes_on_when_a_later_step_is_sent_back() -> None:
    files = {
        MAIN: diagram(
            process(
                "p",
                """
                startEvent s
                userTask A
                boundaryEvent nhac attachedToRef=A cancelActivity=false timer="1 giờ"
                userTask Nhac
                userTask B
                userTask C
                endEvent e
                endEvent e2
                """,
                """
                s -> A -> B -> C -> e
                nhac -> Nhac -> e2
                """,
            )
        )
    }
    walker = walk(files, "nhac", "A", "B")
    walker.send_back("C", "B")
    assert walker.paths == ["B", "Nhac"]


def test_a_call_beside_is_ended_with_its_block() -> None:
    walker = walk(CONSULTATION, "Nhan")
    walker.do("So_C", a=True)
    walker.send_back("So_A", "Nhan")
    assert walker.paths == ["Nhan"]


def test_out_of_an_embedded_process_it_ends_whole() -> None:
    inner = body(
        """
        startEvent i
        parallelGateway t
        userTask A
        userTask B
        endEvent e1
        """,
        """
        i -> t -> A -> e1
        t -> B -> e1
        """,
        "g",
    )
    files = {
        MAIN: diagram(
            process(
                "p",
                """
                startEvent s
                userTask Truoc
                endEvent e
                """,
                "s -> Truoc -> Con -> e",
                raw=f'<bpmn:subProcess id="Con" name="Con">{inner}</bpmn:subProcess>',
            )
        )
    }
    walker = walk(files, "Truoc", "Con/A")
    walker.send_back("Con/B", "Truoc")
    assert walker.paths == ["Truoc"]


def test_a_task_that_does_not_wait_cannot_be_left() -> None:
    walker = walk(WARD_COPY)
    gone = walker.task("Nhan")
    walker.do("Nhan")
    walker.waits[gone] = "Nhan"
    with pytest.raises(NotWaiting):
        walker.send_back("Nhan", "Nhan")


def test_the_main_way_does_not_go_back_into_a_side_branch() -> None:
    walker = walk(BOUNDARIES, "nhac")
    with pytest.raises(NoWayBack):
        walker.send_back("ThamDinh", "GiaiTrinh")
    assert walker.paths == ["GiaiTrinh", "ThamDinh", "rut"]


def test_after_an_interruption_the_step_itself_can_be_returned_to() -> None:
    files = {
        MAIN: diagram(
            process(
                "p",
                """
                startEvent s
                userTask A
                boundaryEvent han attachedToRef=A timer="1 giờ"
                userTask Leo
                endEvent e
                endEvent e2
                """,
                """
                s -> A -> e
                han -> Leo -> e2
                """,
            )
        )
    }
    walker = walk(files, "han")
    walker.send_back("Leo", "A")
    assert walker.paths == ["A", "han"]
