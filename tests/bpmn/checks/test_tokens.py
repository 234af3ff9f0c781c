"""Whether a drawing can get stuck: judged beforehand, and compared with what then happens."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from bpmn.check import check
from bpmn.compile import compile
from bpmn.values import Deadlock, DiagramRefused, Problem
from tests.bpmn.diagrams import diagram, process
from tests.bpmn.generated import CHOICE_IN_A_LOOP, Block, blocks, drawn
from tests.bpmn.procedures import ALL, MAIN, Files
from tests.bpmn.test_walks import Choices, choices, facts
from tests.bpmn.walker import Walker

patient = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def deadlocks(files: Files) -> list[Problem]:
    return [p for p in check(files, MAIN) if p.code == "bpmn-deadlock"]


def one(elements: str, flows: str) -> Files:
    return {MAIN: diagram(process("p", f"startEvent s\nendEvent e\n{elements}", flows))}


def test_a_parallel_join_of_exclusive_branches_is_told_with_the_branch_it_waits_for() -> None:
    files = one(
        "exclusiveGateway x\nuserTask A\nuserTask B\nparallelGateway gop",
        "s -> x -> [a] A -> gop -> e\nx -> [default] B -> gop",
    )
    (problem,) = deadlocks(files)
    assert problem.element == "gop"
    assert "“A”" in problem.cause or "“B”" in problem.cause
    assert "exclusive" in problem.cure


def test_a_branch_that_may_end_elsewhere_is_told() -> None:
    files = one(
        "parallelGateway tach\nuserTask A\nuserTask B\nexclusiveGateway x\nendEvent som\n"
        "parallelGateway gop",
        "s -> tach -> A -> x -> [default] gop -> e\nx -> [a] som\ntach -> B -> gop",
    )
    assert [p.element for p in deadlocks(files)] == ["gop"]


def test_a_boundary_event_that_leads_past_its_branch_is_told() -> None:
    files = one(
        'parallelGateway tach\nuserTask A\nboundaryEvent het attachedToRef=A timer="1 giờ"\n'
        "endEvent tre\nuserTask B\nparallelGateway gop",
        "s -> tach -> A -> gop -> e\nhet -> tre\ntach -> B -> gop",
    )
    assert [p.element for p in deadlocks(files)] == ["gop"]


def test_a_parallel_join_of_branches_that_are_chosen_freely_is_told() -> None:
    files = one(
        "inclusiveGateway x\nuserTask A\nuserTask B\nparallelGateway gop",
        "s -> x -> [a] A -> gop -> e\nx -> [default] B -> gop",
    )
    assert [p.element for p in deadlocks(files)] == ["gop"]


def test_an_end_that_ends_everything_leaves_nobody_waiting() -> None:
    files = one(
        "parallelGateway tach\nuserTask A\nuserTask B\nexclusiveGateway x\n"
        "endEvent som terminate=yes\nparallelGateway gop",
        "s -> tach -> A -> x -> [default] gop -> e\nx -> [a] som\ntach -> B -> gop",
    )
    assert deadlocks(files) == []


def test_what_was_published_before_still_compiles() -> None:
    files = one(
        "exclusiveGateway x\nparallelGateway gop",
        "s -> x -> [a] gop -> e\nx -> [default] gop",
    )
    assert deadlocks(files)
    compile(files, MAIN)


@pytest.mark.parametrize("name", ALL)
def test_a_sound_diagram_is_not_suspected(name: str) -> None:
    assert deadlocks(ALL[name]) == []


@patient
@given(block=blocks())
@example(block=CHOICE_IN_A_LOOP)
def test_well_nested_blocks_are_never_suspected(block: Block) -> None:
    assert deadlocks(drawn(block).files) == []


@settings(patient, max_examples=400)
@given(block=blocks(), swap=st.integers(0, 30), steps=choices)
def test_whatever_gets_stuck_was_told_beforehand(block: Block, swap: int, steps: Choices) -> None:
    files = swapped(drawn(block).files, swap)
    try:
        walker = Walker(compile(files, MAIN))
        for choice, bits in steps:
            if not walker.waits:
                break
            walker.do(walker.paths[choice % len(walker.paths)], **facts(bits))
    except Deadlock:
        assert deadlocks(files)
    except DiagramRefused:
        assume(False)


def swapped(files: Files, which: int) -> Files:
    """The diagram with one of its merges turned into the other kind."""
    text = files[MAIN].decode()
    sources = re.findall(r'sourceRef="(\w+)"', text)
    merges = [
        (tag, id)
        for tag, id in re.findall(r"<bpmn:(exclusiveGateway|parallelGateway) id=\"(\w+)\"", text)
        if sources.count(id) == 1
    ]
    assume(merges)
    tag, id = merges[which % len(merges)]
    other = "parallelGateway" if tag == "exclusiveGateway" else "exclusiveGateway"
    turned = re.sub(
        rf'<bpmn:{tag} (id="{id}"[^>]*)></bpmn:{tag}>', rf"<bpmn:{other} \1></bpmn:{other}>", text
    )
    assert turned != text
    return {MAIN: turned.encode()}
