"""Every shipped diagram runs, is clean to our own checker, and can be read when it is opened."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from bpmn.check import check
from engine.actions.machine_steps import STEPS
from engine.core.bundle_paths import MAIN
from engine.questions.operations.problems import problems
from tests.workflows.drawing import Drawing, Segment, read_drawing
from tests.workflows.shipped import ROOT, Shipped, every_procedure

DIAGRAMS = sorted(ROOT.rglob("*.bpmn"))

every_diagram = pytest.mark.parametrize(
    "path", DIAGRAMS, ids=lambda path: path.relative_to(ROOT).with_suffix("").as_posix()
)


def drawn(path: Path) -> Drawing:
    return read_drawing(path.read_bytes())


@every_procedure
def test_a_shipped_bundle_has_neither_an_error_nor_a_warning(each: Shipped) -> None:
    found = check(
        each.diagrams,
        MAIN,
        facts=each.procedure.fact_types,
        forms=set(each.forms),
        documents={document.key for document in each.procedure.documents},
        machine_steps=STEPS,
    )
    assert found == ()


@every_procedure
def test_a_shipped_bundle_passes_the_door_by_which_it_is_loaded(each: Shipped) -> None:
    checked = problems(each.files, each.folder.name)
    assert checked.problems == ()
    assert checked.loadable


@every_diagram
def test_every_element_is_drawn(path: Path) -> None:
    drawing = drawn(path)
    for id, tag in drawing.tags.items():
        way = tag.endswith("Flow") or tag == "association"
        assert id in (drawing.ways if way else drawing.boxes), id
    assert set(drawing.boxes) | set(drawing.ways) == set(drawing.tags)


@every_diagram
def test_every_node_stands_in_its_lane_and_every_lane_in_its_pool(path: Path) -> None:
    drawing = drawn(path)
    placed = [node for nodes in drawing.lanes.values() for node in nodes]
    assert sorted(placed) == sorted(drawing.nodes)
    for lane, nodes in drawing.lanes.items():
        assert any(
            drawing.boxes[pool].holds(drawing.boxes[lane])
            for pool in drawing.containers
            if drawing.tags[pool] == "participant"
        )
        for node in nodes:
            assert drawing.boxes[lane].holds(drawing.boxes[node]), node
            if node in drawing.labels:
                assert drawing.boxes[lane].holds(drawing.labels[node]), node


@every_diagram
def test_no_two_nodes_overlap_and_no_label_lies_on_a_node(path: Path) -> None:
    drawing = drawn(path)
    for one, other in combinations(drawing.nodes, 2):
        if other not in (drawing.hosts.get(one), one) and one != drawing.hosts.get(other):
            assert not drawing.boxes[one].overlaps(drawing.boxes[other]), (one, other)
    for owner, label in [*drawing.labels.items(), *drawing.notes.items()]:
        for node in drawing.nodes:
            assert not label.overlaps(drawing.boxes[node]), (owner, node)


@every_diagram
def test_every_flow_starts_and_ends_at_the_border_of_what_it_joins(path: Path) -> None:
    drawing = drawn(path)
    for flow in drawing.flows:
        source, target = drawing.ends[flow]
        way = drawing.ways[flow]
        assert drawing.boxes[source].touches(way[0]), flow
        assert drawing.boxes[target].touches(way[-1]), flow


@every_diagram
def test_flows_run_level_or_upright_and_cross_neither_nodes_nor_each_other(path: Path) -> None:
    drawing = drawn(path)
    segments = [(flow, part) for flow in drawing.flows for part in drawing.segments(flow)]
    for flow, ((x1, y1), (x2, y2)) in segments:
        assert x1 == x2 or y1 == y2, flow
    for flow, part in segments:
        for node in drawing.nodes:
            if node not in (*drawing.ends[flow], drawing.hosts.get(drawing.ends[flow][0])):
                assert not drawing.boxes[node].cut_by(part), (flow, node)
    for (one, part), (other, second) in combinations(segments, 2):
        if one != other and not (joined(drawing, one, other) and parallel(part, second)):
            assert not crosses(part, second), (one, other)


@every_diagram
def test_no_flow_runs_through_a_label(path: Path) -> None:
    drawing = drawn(path)
    for flow in drawing.sequence_flows:
        for part in drawing.segments(flow):
            for owner, label in [*drawing.labels.items(), *drawing.notes.items()]:
                assert not label.cut_by(part), (flow, owner)


def joined(drawing: Drawing, one: str, other: str) -> bool:
    """Whether two flows leave or reach the same node: there they may run as one line."""
    (a, b), (c, d) = drawing.ends[one], drawing.ends[other]
    return a == c or b == d


def parallel(one: Segment, other: Segment) -> bool:
    return (one[0][0] == one[1][0]) == (other[0][0] == other[1][0])


def crosses(one: Segment, other: Segment) -> bool:
    """Whether two level or upright segments have a point in common."""
    (ax1, ay1), (ax2, ay2) = one
    (bx1, by1), (bx2, by2) = other
    return max(min(ax1, ax2), min(bx1, bx2)) <= min(max(ax1, ax2), max(bx1, bx2)) and max(
        min(ay1, ay2), min(by1, by2)
    ) <= min(max(ay1, ay2), max(by1, by2))
