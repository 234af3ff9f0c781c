"""Every fault gets its sentence: where, what, and what to do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bpmn.check import check
from bpmn.compile import compile
from bpmn.expressions import FactType
from bpmn.values import DiagramRefused, Problem, Severity
from tests.bpmn.checks.broken import ALL, CALLED, MAIN, WELL, Broken, main, with_line
from tests.bpmn.diagrams import body, diagram, process
from tests.bpmn.procedures import ALL as PROCEDURES

FACTS = {
    "du": FactType.BOOLEAN,
    "so": FactType.NUMBER,
    "a": FactType.NUMBER,
    "n": FactType.NUMBER,
}


def found(files: dict[str, bytes]) -> tuple[Problem, ...]:
    return check(
        files,
        MAIN,
        facts=FACTS,
        forms=["to_khai"],
        documents=["ban_sao"],
        machine_steps=["notify"],
    )


def warnings(files: dict[str, bytes]) -> set[tuple[str, str | None]]:
    return {(p.code, p.element) for p in found(files) if p.severity is Severity.WARNING}


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.code}-{case.element}")
def test_a_fault_is_told_with_place_cause_and_cure(case: Broken) -> None:
    problems = [p for p in found(dict(case.files)) if p.code == f"bpmn-{case.code}"]
    told = [p for p in problems if p.element == case.element]
    assert told, problems
    assert all(p.severity is Severity.ERROR and p.cause and p.cure for p in told)
    assert any(case.says in f"{p.cause} {p.cure}" for p in told), told


@pytest.mark.parametrize("case", ALL, ids=lambda case: f"{case.code}-{case.element}")
def test_what_check_calls_broken_without_the_procedure_does_not_compile(case: Broken) -> None:
    broken = any(p.severity is Severity.ERROR for p in check(case.files, MAIN))
    if broken:
        with pytest.raises(DiagramRefused):
            compile(case.files, MAIN)
    else:
        compile(case.files, MAIN)


def test_a_well_diagram_has_no_errors() -> None:
    assert not [p for p in found({MAIN: WELL}) if p.severity is Severity.ERROR]


@pytest.mark.parametrize("name", PROCEDURES)
def test_the_diagrams_of_the_walks_have_no_errors(name: str) -> None:
    problems = check(PROCEDURES[name], MAIN)
    assert not [p for p in problems if p.severity is Severity.ERROR]


def test_errors_come_before_warnings() -> None:
    severities = [p.severity for p in found({MAIN: with_line("userTask C", "C -> e")})]
    assert severities == sorted(severities, key=lambda s: s is not Severity.ERROR)
    assert set(severities) == set(Severity)


def test_a_bundle_without_its_main_diagram_is_told() -> None:
    (problem,) = found({"other.bpmn": diagram(process("q", "", "", executable=False))})
    assert problem.code == "bpmn-no-main"


def test_a_process_that_nobody_calls_is_not_judged() -> None:
    unused = process("unused", "userTask U", "", executable=False)
    assert not [
        p
        for p in found({MAIN: WELL, "other.bpmn": diagram(unused)})
        if p.severity is Severity.ERROR
    ]


def test_all_faults_are_told_at_once() -> None:
    data = main("userTask A\nuserTask A\nserviceTask M", "A -> M -> nowhere")
    codes = {p.code for p in found({MAIN: data})}
    assert codes >= {
        "bpmn-no-start",
        "bpmn-no-end",
        "bpmn-duplicate-id",
        "bpmn-machine-step-missing",
        "bpmn-loose-flow",
    }


def test_a_file_that_was_never_drawn_is_told_once() -> None:
    assert [p.element for p in found({MAIN: WELL}) if p.code == "bpmn-not-drawn"] == [None]


def test_an_element_that_is_not_drawn_is_told() -> None:
    shapes = "".join(f'<bpmndi:BPMNShape bpmnElement="{id}"/>' for id in "sAxBe")
    edges = "".join(f'<bpmndi:BPMNEdge bpmnElement="f{n}"/>' for n in range(5))
    data = main(outside=f"<bpmndi:BPMNDiagram>{shapes}{edges}</bpmndi:BPMNDiagram>")
    assert ("bpmn-not-drawn", "h") in warnings({MAIN: data})
    assert ("bpmn-not-drawn", "A") not in warnings({MAIN: data})


def test_a_step_without_a_name_is_told() -> None:
    assert ("bpmn-no-name", "A") in warnings({MAIN: WELL.replace(b' name="A"', b"")})


def test_a_step_outside_the_lanes_is_told() -> None:
    lanes = (
        '<bpmn:laneSet><bpmn:lane id="l" name="Một cửa"><bpmn:flowNodeRef>A</bpmn:flowNodeRef>'
        "</bpmn:lane></bpmn:laneSet>"
    )
    told = warnings({MAIN: main(raw=lanes)})
    assert ("bpmn-no-lane", "B") in told
    assert ("bpmn-no-lane", "A") not in told


def test_a_loop_that_reaches_only_one_flow_of_a_join_is_told() -> None:
    data = with_line(
        "parallelGateway t\nparallelGateway gop\nuserTask C\n"
        "exclusiveGateway y\nexclusiveGateway m",
        "x -> [so = 1] t -> gop -> C -> y -> [so = 2] m -> gop\nt -> m\ny -> [default] e",
    )
    assert ("bpmn-join-on-cycle", "gop") in warnings({MAIN: data})


def test_an_embedded_process_is_judged_like_any_other() -> None:
    inner = body("startEvent i\nuserTask C", "i -> C", "g")
    data = main(
        flows=FLOWS_THROUGH_SUB,
        raw=f'<bpmn:subProcess id="Sub" name="Sub">{inner}</bpmn:subProcess>',
    )
    assert "bpmn-no-end" in {p.code for p in found({MAIN: data})}


FLOWS_THROUGH_SUB = """
    s -> A -> x -> [du = true] B -> Sub -> e
    x -> [default] h
"""


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_file_makes_check_raise(data: st.DataObject) -> None:
    files = data.draw(st.sampled_from([case.files for case in ALL[11:]] + [*PROCEDURES.values()]))
    mutated = {name: bytearray(content) for name, content in files.items()}
    for _ in range(data.draw(st.integers(1, 6))):
        content = mutated[data.draw(st.sampled_from(sorted(mutated)))]
        at = data.draw(st.integers(0, max(0, len(content) - 1)))
        length = data.draw(st.integers(0, 30))
        other = data.draw(st.one_of(st.binary(max_size=6), st.sampled_from(SCRAPS)))
        content[at : at + length] = other
    check({name: bytes(content) for name, content in mutated.items()}, MAIN, facts=FACTS)


SCRAPS = [
    b' id="s"',
    b'sourceRef="x"',
    b'targetRef="x"',
    b"<bpmn:userTask/>",
    b"<bpmn:subProcess id='x'>",
    b"</bpmn:process><bpmn:process>",
    b'calledElement="p"',
    b'attachedToRef="x"',
    "ờ".encode(),
]


@settings(max_examples=300, deadline=None)
@given(
    flows=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=16),
    tags=st.lists(
        st.sampled_from(
            [
                "userTask",
                "exclusiveGateway",
                "parallelGateway",
                "inclusiveGateway",
                "eventBasedGateway",
                "endEvent",
                "intermediateThrowEvent",
                'intermediateCatchEvent timer="1 giờ"',
                'boundaryEvent attachedToRef=n1 timer="1 giờ"',
                "callActivity calledElement=q",
                "callActivity calledElement=p",
            ]
        ),
        min_size=3,
        max_size=8,
    ),
)
def test_any_graph_is_judged_and_what_is_judged_well_compiles(
    flows: list[tuple[int, int]], tags: list[str]
) -> None:
    lines = ["startEvent n0", *(_line(tag, n + 1) for n, tag in enumerate(tags))]
    arrows = "\n".join(f"n{source} -> n{target}" for source, target in flows)
    files = {MAIN: main("\n".join(lines), arrows), "q.bpmn": diagram(CALLED)}
    if not [p for p in check(files, MAIN) if p.severity is Severity.ERROR]:
        compile(files, MAIN)


def _line(tag: str, number: int) -> str:
    kind, _, rest = tag.partition(" ")
    return f"{kind} n{number} {rest}"
