"""What the compiled diagram says of its elements."""

from __future__ import annotations

import unicodedata

import pytest

from bpmn.compile import compile
from bpmn.values import DiagramRefused, Kind
from tests.bpmn.diagrams import diagram, process
from tests.bpmn.procedures import BOUNDARIES, EMBEDDED, MAIN, PARALLEL_CALLS, WARD_COPY


def test_what_a_called_step_leaves_open_the_call_decides() -> None:
    elements = compile(WARD_COPY, MAIN).elements
    assert elements["Ky/LanhDao"].attributes == {
        "document": "ban_sao",
        "returnsTo": "ThamDinh",
        "power": "sign",
    }
    assert elements["BoSung/da_nop"].attributes == {"policy": "pause"}


def test_what_a_called_step_says_itself_stands() -> None:
    inner = process(
        "inner",
        """
        startEvent s
        userTask A trinhky:form=cua_buoc
        endEvent e
        """,
        "s -> A -> e",
        executable=False,
    )
    main = process(
        "main",
        """
        startEvent s
        callActivity Goi calledElement=inner trinhky:form=cua_loi_goi trinhky:group=chung
        endEvent e
        """,
        "s -> Goi -> e",
    )
    elements = compile({MAIN: diagram(main), "i.bpmn": diagram(inner)}, MAIN).elements
    assert elements["Goi/A"].attributes == {"form": "cua_buoc", "group": "chung"}


def test_the_same_process_called_twice_has_elements_twice() -> None:
    paths = set(compile(PARALLEL_CALLS, MAIN).elements)
    assert {"Mot/Thao", "Hai/Thao", "Ba/Trong/Thao"} <= paths


def test_returns_to_is_told_as_paths() -> None:
    inner = process(
        "inner",
        """
        startEvent s
        userTask A
        userTask B trinhky:returnsTo="A Nhan"
        endEvent e
        """,
        "s -> A -> B -> e",
        executable=False,
    )
    main = process(
        "main",
        """
        startEvent s
        userTask Nhan
        callActivity Goi calledElement=inner
        endEvent e
        """,
        "s -> Nhan -> Goi -> e",
    )
    elements = compile({MAIN: diagram(main), "i.bpmn": diagram(inner)}, MAIN).elements
    assert elements["Goi/B"].attributes["returnsTo"] == "Goi/A Nhan"


def test_timers_and_messages_keep_their_words() -> None:
    elements = compile(BOUNDARIES, MAIN).elements
    reminder, withdrawal = elements["nhac"], elements["rut"]
    assert (reminder.kind, reminder.timer, reminder.attached_to, reminder.interrupting) == (
        Kind.TIMER,
        "2 ngày",
        "ThamDinh",
        False,
    )
    assert (withdrawal.kind, withdrawal.message, withdrawal.interrupting) == (
        Kind.MESSAGE,
        "rut_ho_so",
        True,
    )


def test_ends_are_listed_with_their_outcome() -> None:
    elements = compile(WARD_COPY, MAIN).elements
    assert elements["HetHan"].kind is None
    assert elements["HetHan"].attributes == {"outcome": "lapsed"}


def test_an_embedded_process_is_part_of_the_path() -> None:
    assert "Con/A" in compile(EMBEDDED, MAIN).elements


def test_a_machine_step_keeps_its_implementation() -> None:
    step = compile(WARD_COPY, MAIN).elements["Ky/Dau_thoi_gian"]
    assert (step.kind, step.implementation) == (Kind.MACHINE, "timestamp")


def test_steps_of_a_called_process_without_lanes_lie_in_the_lane_of_the_call() -> None:
    lanes = (
        '<bpmn:laneSet><bpmn:lane id="l1" name="Lãnh đạo"><bpmn:flowNodeRef>Goi</bpmn:flowNodeRef>'
        '</bpmn:lane><bpmn:lane id="l2" name="Một cửa"><bpmn:flowNodeRef>Nhan</bpmn:flowNodeRef>'
        "</bpmn:lane></bpmn:laneSet>"
    )
    main = process(
        "main",
        """
        startEvent s
        userTask Nhan
        callActivity Goi calledElement=sign
        endEvent e
        """,
        "s -> Nhan -> Goi -> e",
        raw=lanes,
    )
    files = {MAIN: diagram(main), "sign.bpmn": WARD_COPY["common/sign.bpmn"]}
    elements = compile(files, MAIN).elements
    assert elements["Nhan"].lane == "Một cửa"
    assert elements["Goi/LanhDao"].lane == "Lãnh đạo"


def test_of_two_calls_the_inner_one_s_lane_counts() -> None:
    def lane(of: str, name: str) -> str:
        reference = f"<bpmn:flowNodeRef>{of}</bpmn:flowNodeRef>"
        return f'<bpmn:laneSet><bpmn:lane name="{name}">{reference}</bpmn:lane></bpmn:laneSet>'

    middle = process(
        "middle",
        """
        startEvent s
        callActivity Trong calledElement=sign
        endEvent e
        """,
        "s -> Trong -> e",
        executable=False,
        raw=lane("Trong", "Phòng"),
    )
    main = process(
        "main",
        """
        startEvent s
        callActivity Ngoai calledElement=middle
        endEvent e
        """,
        "s -> Ngoai -> e",
        raw=lane("Ngoai", "Sở"),
    )
    files = {
        MAIN: diagram(main),
        "middle.bpmn": diagram(middle),
        "sign.bpmn": WARD_COPY["common/sign.bpmn"],
    }
    assert compile(files, MAIN).elements["Ngoai/Trong/LanhDao"].lane == "Phòng"


def test_letters_spelled_in_two_ways_are_one_id() -> None:
    main = diagram(
        process(
            "p",
            """
            startEvent s
            userTask Tiếp_nhận
            userTask Trả trinhky:returnsTo=Tiếp_nhận
            endEvent e
            """,
            "s -> Tiếp_nhận -> Trả -> e",
        )
    ).decode()
    first, rest = main.split("returnsTo=", 1)
    mixed = first + "returnsTo=" + unicodedata.normalize("NFD", rest)
    assert compile({MAIN: mixed.encode()}, MAIN).elements["Trả"].attributes == {
        "returnsTo": "Tiếp_nhận"
    }


def test_a_faulty_bundle_is_refused_with_all_its_errors() -> None:
    main = diagram(process("p", "startEvent s\nuserTask A\nuserTask B", "s -> A"))
    with pytest.raises(DiagramRefused) as caught:
        compile({MAIN: main, "other.bpmn": b"<"}, MAIN)
    codes = {problem.code for problem in caught.value.problems}
    assert {"bpmn-no-end", "bpmn-not-xml"} <= codes
