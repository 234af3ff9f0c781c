"""What a trigger does, and what it cannot do."""

from __future__ import annotations

from uuid import uuid4

import pytest

from bpmn.compile import CompiledDiagram, compile
from bpmn.freeze import freeze
from bpmn.run import run
from bpmn.values import (
    Complete,
    Deadlock,
    Deliver,
    Fire,
    NotWaiting,
    NoWayOn,
    Start,
    StateUnreadable,
    Stop,
    Trigger,
)
from tests.bpmn.diagrams import diagram, process
from tests.bpmn.procedures import BOUNDARIES, EMBEDDED, MAIN, PARALLEL_CALLS, WARD_COPY
from tests.bpmn.walker import Walker


@pytest.fixture(scope="module")
def ward_copy() -> CompiledDiagram:
    return compile(WARD_COPY, MAIN)


def test_a_dossier_goes_straight_through(ward_copy: CompiledDiagram) -> None:
    walker = Walker(ward_copy)
    for path in ("Nhan", "ThamDinh", "Ky/LanhDao", "Ky/Dau_thoi_gian", "Ky/VanThu", "Tra"):
        assert walker.paths == [path]
        moved = walker.do(path)
    assert moved.ended
    assert walker.ends == ["Ky/e", "End"]


def test_the_first_arm_to_fire_closes_the_other(ward_copy: CompiledDiagram) -> None:
    walker = Walker(ward_copy)
    walker.do("Nhan")
    walker.do("ThamDinh", a=True)
    walker.do("BoSung/Thao")
    assert walker.paths == ["BoSung/da_nop", "BoSung/het_han"]
    moved = walker.do("BoSung/het_han", b=True, c=True)
    assert {(closed.path, closed.completed) for closed in moved.closed} == {
        ("BoSung/het_han", True),
        ("BoSung/da_nop", False),
    }
    assert moved.ends == ("BoSung/khong", "HetHan")
    assert moved.ended


def test_one_of_two_equal_calls_hears_the_message() -> None:
    walker = Walker(compile(PARALLEL_CALLS, MAIN))
    walker.do("Mot/Thao")
    walker.do("Hai/Thao")
    walker.do("Mot/da_nop")
    assert walker.paths == ["Ba/Trong/Thao", "Hai/da_nop", "Hai/het_han"]


def test_an_interrupting_event_ends_the_whole_call() -> None:
    walker = Walker(compile(BOUNDARIES, MAIN))
    walker.do("ThamDinh")
    walker.do("Ky/LanhDao")
    assert walker.paths == ["Ky/Dau_thoi_gian", "bao", "ky_muon"]
    moved = walker.do("ky_muon")
    assert {closed.path for closed in moved.closed} == {"Ky/Dau_thoi_gian", "bao", "ky_muon"}
    assert walker.paths == ["ThamDinh", "nhac", "rut"]


def test_a_non_interrupting_event_leaves_its_step_waiting() -> None:
    walker = Walker(compile(BOUNDARIES, MAIN))
    task = walker.task("ThamDinh")
    walker.do("nhac")
    assert walker.paths == ["GiaiTrinh", "ThamDinh", "rut"]
    assert walker.task("ThamDinh") == task


def test_a_terminating_end_takes_the_other_branches_away() -> None:
    walker = Walker(compile(EMBEDDED, MAIN))
    walker.do("Truoc")
    walker.do("Con/B", b=True)
    assert walker.paths == ["Ben", "Sau"]
    moved = walker.do("Sau", a=True)
    assert {closed.path for closed in moved.closed} == {"Sau", "Ben"}
    assert moved.ended
    assert moved.ends == ("Dung",)


def test_what_a_terminating_end_has_cancelled_does_not_run_on() -> None:
    main = diagram(
        process(
            "p",
            """
            startEvent s
            userTask A
            parallelGateway t
            endEvent dung terminate=yes
            exclusiveGateway x
            userTask B
            endEvent e
            """,
            """
            s -> A -> t -> dung
            t -> x -> B -> e
            """,
        )
    )
    walker = Walker(compile({MAIN: main}, MAIN))
    moved = walker.do("A")
    assert moved.ended
    assert moved.ends == ("dung",)


def test_stop_closes_every_wait() -> None:
    walker = Walker(compile(PARALLEL_CALLS, MAIN))
    moved = walker.move(Stop())
    assert [(closed.path, closed.completed) for closed in moved.closed] == [
        ("Mot/Thao", False),
        ("Hai/Thao", False),
        ("Ba/Trong/Thao", False),
    ]
    assert moved.ended
    assert moved.ends == ()


def test_waits_keep_the_order_of_the_file_when_thawed() -> None:
    walker = Walker(compile(BOUNDARIES, MAIN))
    walker.do("ThamDinh")
    moved = walker.move(Stop())
    assert [closed.path for closed in moved.closed] == ["ky_muon", "bao", "Ky/LanhDao"]


def test_a_process_without_waits_ends_at_once() -> None:
    main = diagram(process("p", "startEvent s\nendEvent e", "s -> e"))
    moved = run(compile({MAIN: main}, MAIN), b"", Start(), {})
    assert moved.ended
    assert moved.ends == ("e",)


@pytest.mark.parametrize("trigger", [Stop(), Complete(uuid4()), Fire(uuid4()), Start()])
def test_nothing_moves_an_ended_process(ward_copy: CompiledDiagram, trigger: Trigger) -> None:
    ended = freeze(ward_copy, None)
    with pytest.raises(NotWaiting):
        run(ward_copy, ended, trigger, {})


def test_a_task_is_done_once(ward_copy: CompiledDiagram) -> None:
    walker = Walker(ward_copy)
    task = walker.task("Nhan")
    walker.do("Nhan")
    with pytest.raises(NotWaiting):
        run(ward_copy, walker.state, Complete(task), {})


@pytest.mark.parametrize("trigger", [Fire, Deliver])
def test_a_person_s_task_is_neither_fired_nor_delivered(
    ward_copy: CompiledDiagram, trigger: type[Fire | Deliver]
) -> None:
    walker = Walker(ward_copy)
    with pytest.raises(NotWaiting, match="Nhan waits for user"):
        walker.move(trigger(walker.task("Nhan")))


def test_a_timer_is_not_completed_by_hand() -> None:
    walker = Walker(compile(BOUNDARIES, MAIN))
    with pytest.raises(NotWaiting):
        walker.move(Complete(walker.task("nhac")))


def test_without_a_true_branch_nothing_moves() -> None:
    main = diagram(
        process(
            "p",
            """
            startEvent s
            userTask A
            exclusiveGateway x
            endEvent e
            endEvent e2
            """,
            """
            s -> A -> x -> [loai = "A"] e
            x -> [loai = "B"] e2
            """,
        )
    )
    walker = Walker(compile({MAIN: main}, MAIN))
    state = walker.state
    with pytest.raises(NoWayOn) as caught:
        walker.do("A", loai="C")
    assert caught.value.path == "x"
    assert walker.state == state
    assert walker.do("A", loai="B").ends == ("e2",)


def test_a_join_that_nothing_can_open_any_more_is_told() -> None:
    main = diagram(
        process(
            "p",
            """
            startEvent s
            userTask A
            exclusiveGateway x
            parallelGateway gop
            endEvent e
            """,
            """
            s -> A -> x -> [a] gop -> e
            x -> [default] gop
            """,
        )
    )
    walker = Walker(compile({MAIN: main}, MAIN))
    with pytest.raises(Deadlock) as caught:
        walker.do("A")
    assert caught.value.paths == ("gop",)


def test_a_state_holds_no_fact(ward_copy: CompiledDiagram) -> None:
    walker = Walker(ward_copy)
    walker.do("Nhan", secret="012345678901", a="012345678901")
    assert b"012345678901" not in walker.state


def test_no_state_is_read_by_another_bundle(ward_copy: CompiledDiagram) -> None:
    with pytest.raises(StateUnreadable):
        run(compile(BOUNDARIES, MAIN), Walker(ward_copy).state, Stop(), {})


def test_a_change_in_a_called_diagram_makes_another_bundle(ward_copy: CompiledDiagram) -> None:
    changed = {**WARD_COPY, "common/sign.bpmn": WARD_COPY["common/sign.bpmn"] + b"\n"}
    with pytest.raises(StateUnreadable):
        run(compile(changed, MAIN), Walker(ward_copy).state, Stop(), {})


def test_no_damaged_state_is_read(ward_copy: CompiledDiagram) -> None:
    walker = Walker(ward_copy)
    walker.do("Nhan")
    walker.do("ThamDinh")
    for bit in range(len(walker.state) * 8):
        damaged = bytearray(walker.state)
        damaged[bit // 8] ^= 1 << bit % 8
        with pytest.raises(StateUnreadable):
            run(ward_copy, bytes(damaged), Stop(), {})
    for length in range(len(walker.state)):
        with pytest.raises(StateUnreadable):
            run(ward_copy, walker.state[:length], Stop(), {})


def test_of_two_true_branches_the_first_in_the_file_is_taken() -> None:
    main = diagram(
        process(
            "p",
            """
            startEvent s
            userTask A
            exclusiveGateway x
            endEvent mot
            endEvent hai
            endEvent khac
            """,
            """
            s -> A -> x -> [default] khac
            x -> [a] mot
            x -> [a = true] hai
            """,
        )
    )
    assert Walker(compile({MAIN: main}, MAIN)).do("A", a=True).ends == ("mot",)
