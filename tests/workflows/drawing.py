"""The drawn side of a diagram (BPMN DI, BPMN 2.0.2 chapter 12), read for the tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_DC = "{http://www.omg.org/spec/DD/20100524/DC}"
_WAY = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
_CONTAINERS = {"participant", "lane"}
_NODES = {
    "startEvent",
    "endEvent",
    "intermediateCatchEvent",
    "intermediateThrowEvent",
    "boundaryEvent",
    "userTask",
    "serviceTask",
    "sendTask",
    "receiveTask",
    "callActivity",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
}

_NOTES = {"textAnnotation", "association"}

Point = tuple[float, float]
Segment = tuple[Point, Point]


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    def holds(self, other: Box) -> bool:
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.x + other.width <= self.x + self.width
            and other.y + other.height <= self.y + self.height
        )

    def overlaps(self, other: Box) -> bool:
        return (
            self.x < other.x + other.width
            and other.x < self.x + self.width
            and self.y < other.y + other.height
            and other.y < self.y + self.height
        )

    def touches(self, point: Point) -> bool:
        x, y = point
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def cut_by(self, segment: Segment) -> bool:
        """Whether a level or upright segment runs through the inside."""
        (x1, y1), (x2, y2) = segment
        return (
            min(x1, x2) < self.x + self.width
            and max(x1, x2) > self.x
            and min(y1, y2) < self.y + self.height
            and max(y1, y2) > self.y
        )


@dataclass(frozen=True)
class Drawing:
    """Everything of one file by element id."""

    tags: dict[str, str]
    boxes: dict[str, Box]
    labels: dict[str, Box]
    ways: dict[str, list[Point]]
    ends: dict[str, tuple[str, str]]
    """Of each flow: what it leaves and what it reaches."""
    lanes: dict[str, list[str]]
    hosts: dict[str, str]
    """Of each boundary event: the activity on whose border it sits."""

    @property
    def nodes(self) -> list[str]:
        return [id for id, tag in self.tags.items() if tag in _NODES]

    @property
    def containers(self) -> list[str]:
        return [id for id, tag in self.tags.items() if tag in _CONTAINERS]

    @property
    def notes(self) -> dict[str, Box]:
        """The text annotations."""
        return {id: box for id, box in self.boxes.items() if self.tags[id] == "textAnnotation"}

    @property
    def flows(self) -> list[str]:
        return [id for id, tag in self.tags.items() if tag.endswith("Flow")]

    @property
    def sequence_flows(self) -> list[str]:
        return [id for id, tag in self.tags.items() if tag == "sequenceFlow"]

    def segments(self, flow: str) -> list[Segment]:
        return list(pairwise(self.ways[flow]))


def read_drawing(data: bytes) -> Drawing:
    root = etree.fromstring(data)
    wanted = _NODES | _CONTAINERS | _NOTES | {"sequenceFlow", "messageFlow"}
    found = list(root.iter(f"{_BPMN}*"))
    tags = {str(e.get("id")): e.tag.removeprefix(_BPMN) for e in found}
    boxes, labels, ways = {}, {}, {}
    for shape in root.iter(f"{_DI}BPMNShape"):
        id = str(shape.get("bpmnElement"))
        boxes[id] = _box(shape.find(f"{_DC}Bounds"))
        if (label := shape.find(f"{_DI}BPMNLabel/{_DC}Bounds")) is not None:
            labels[id] = _box(label)
    for edge in root.iter(f"{_DI}BPMNEdge"):
        id = str(edge.get("bpmnElement"))
        ways[id] = [(_number(p, "x"), _number(p, "y")) for p in edge.findall(_WAY)]
        if (label := edge.find(f"{_DI}BPMNLabel/{_DC}Bounds")) is not None:
            labels[id] = _box(label)
    return Drawing(
        tags={id: tag for id, tag in tags.items() if tag in wanted},
        boxes=boxes,
        labels=labels,
        ways=ways,
        ends={
            str(e.get("id")): (str(e.get("sourceRef")), str(e.get("targetRef")))
            for e in found
            if e.get("sourceRef")
        },
        hosts={
            str(e.get("id")): str(e.get("attachedToRef")) for e in found if e.get("attachedToRef")
        },
        lanes={
            str(lane.get("id")): [str(r.text) for r in lane.findall(f"{_BPMN}flowNodeRef")]
            for lane in root.iter(f"{_BPMN}lane")
        },
    )


def conditions(diagrams: Iterable[bytes]) -> list[str]:
    """The text of every condition of the files."""
    return [
        str(e.text)
        for data in diagrams
        for e in etree.fromstring(data).iter(f"{_BPMN}conditionExpression")
    ]


def documentation(diagrams: Iterable[bytes]) -> dict[str, str]:
    """What the files say of their elements, by id."""
    said = {}
    for data in diagrams:
        for e in etree.fromstring(data).iter(f"{_BPMN}documentation"):
            parent = e.getparent()
            if parent is not None:
                said[str(parent.get("id"))] = str(e.text)
    return said


def _box(bounds: etree._Element | None) -> Box:
    assert bounds is not None
    return Box(*(_number(bounds, key) for key in ("x", "y", "width", "height")))


def _number(element: etree._Element, key: str) -> float:
    return float(str(element.get(key)))
