"""Steps that share one duration."""

from __future__ import annotations

from bpmn.check import check
from bpmn.values import Severity
from tests.bpmn.diagrams import diagram, process
from tests.bpmn.procedures import MAIN

GROUPED = "trinhky:group=g"


def told(elements: str, flows: str) -> list[str | None]:
    files = {MAIN: diagram(process("p", f"startEvent s\nendEvent e\n{elements}", flows))}
    found = [p for p in check(files, MAIN) if p.code == "bpmn-group-alternative"]
    assert all(p.severity is Severity.WARNING for p in found)
    return [p.element for p in found]


def test_steps_one_after_the_other_share_a_duration() -> None:
    assert told(f"userTask A {GROUPED}\nuserTask B {GROUPED}", "s -> A -> B -> e") == []


def test_steps_beside_each_other_share_a_duration() -> None:
    elements = f"parallelGateway t\nuserTask A {GROUPED}\nuserTask B {GROUPED}\nparallelGateway g"
    assert told(elements, "s -> t -> A -> g -> e\nt -> B -> g") == []


def test_steps_on_branches_that_exclude_each_other_are_told() -> None:
    elements = f"exclusiveGateway x\nuserTask A {GROUPED}\nuserTask B {GROUPED}\nendEvent h"
    assert told(elements, "s -> x -> [a] A -> e\nx -> [default] B -> h") == ["B"]


def test_a_pair_of_branches_is_told_once() -> None:
    elements = (
        f"exclusiveGateway x\nuserTask A {GROUPED}\nuserTask A2 {GROUPED}\n"
        f"userTask B {GROUPED}\nendEvent h"
    )
    assert told(elements, "s -> x -> [a] A -> A2 -> e\nx -> [default] B -> h") == ["B"]


def test_branches_between_which_a_dossier_can_come_back_are_one_way() -> None:
    elements = (
        f"exclusiveGateway m\nuserTask C\nexclusiveGateway x\nuserTask A {GROUPED}\n"
        f"userTask B {GROUPED}"
    )
    assert told(elements, "s -> m -> C -> x -> [a] A -> e\nx -> [default] B -> m") == []


def test_steps_with_durations_of_their_own_are_not_compared() -> None:
    elements = "exclusiveGateway x\nuserTask A trinhky:group=g\nuserTask B trinhky:group=h"
    elements += "\nendEvent h1"
    assert told(elements, "s -> x -> [a] A -> e\nx -> [default] B -> h1") == []
