"""From the bytes of a file to a `Document`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from bpmn.diagram import NODES, Document, Event, Flow, Node, Scope
from bpmn.dialect import NAMESPACE
from bpmn.read_xml import read_xml, refused

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_SHAPES = "http://www.omg.org/spec/BPMN/20100524/DI"

_PASSED_OVER = frozenset(
    {
        "documentation",
        "extensionElements",
        "auditing",
        "monitoring",
        "ioSpecification",
        "property",
        "laneSet",
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
        "textAnnotation",
        "association",
        "group",
        "supportedInterfaceRef",
        "correlationSubscription",
        "resourceRole",
        "performer",
        "humanPerformer",
        "potentialOwner",
        "incoming",
        "outgoing",
    }
)
"""Children of a process that say nothing about how it runs."""


def parse(file: str, data: bytes) -> Document:
    """Read one file of a bundle; `file` is its path there.

    Raises DiagramRefused with one problem if it is no XML that we are willing to read. What
    the diagram means is not judged here: see `bpmn.check`.
    """
    root = read_xml(file, data)
    if root.tag != f"{{{MODEL}}}definitions":
        raise refused("not-bpmn", file, "Tệp XML này không phải là sơ đồ BPMN 2.0.")
    ids = Counter(e.get("id") for e in root.iter() if e.get("id"))
    messages = {
        e.get("id", ""): e.get("name", "").strip() for e in root.findall(f"{{{MODEL}}}message")
    }
    processes = [
        _scope(file, e, e.get("id", ""), messages) for e in root.findall(f"{{{MODEL}}}process")
    ]
    return Document(
        file=file,
        processes=tuple(processes),
        drawn=frozenset(
            e.get("bpmnElement", "")
            for e in root.iter(f"{{{_SHAPES}}}BPMNShape", f"{{{_SHAPES}}}BPMNEdge")
        ),
        duplicates=tuple(id for id, times in ids.items() if id and times > 1),
        nameless=tuple(_nameless(root)),
        scripts=tuple(_scripts(root)),
    )


def _nameless(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{{{MODEL}}}*"):
        tag = _local(element)
        if (tag in NODES or tag in ("sequenceFlow", "process")) and not element.get("id"):
            yield tag


def _scripts(root: etree._Element) -> Iterator[str | None]:
    """The id of the innermost element around each script, whatever namespace it hides in."""
    for element in root.iter(etree.Element):
        if _local(element) == "script" or element.get("scriptFormat"):
            around = [element, *element.iterancestors()]
            yield next((e.get("id") for e in around if e.get("id")), None)


def _scope(file: str, element: etree._Element, id: str, messages: dict[str, str]) -> Scope:
    lanes = _lanes(element)
    nodes: dict[str, Node] = {}
    flows: list[Flow] = []
    unsupported: list[tuple[str, str | None]] = []
    for child in element.iterchildren(f"{{{MODEL}}}*"):
        tag, child_id = _local(child), child.get("id")
        if tag == "sequenceFlow":
            flows.append(_flow(child))
        elif tag in NODES and child.get("triggeredByEvent") != "true":
            if child_id and child_id not in nodes:
                nodes[child_id] = _node(file, child, id, lanes, messages)
        elif tag not in _PASSED_OVER:
            unsupported.append((tag, child_id))
    return Scope(
        id=id,
        file=file,
        name=element.get("name", "").strip(),
        executable=element.get("isExecutable") == "true",
        nodes=nodes,
        flows=tuple(flows),
        lanes=bool(lanes),
        messages=messages,
        unsupported=tuple(unsupported),
    )


def _lanes(element: etree._Element) -> dict[str, str]:
    """The innermost lane of each node, by the node's id."""
    lanes: dict[str, str] = {}
    for lane in element.iterfind(f"{{{MODEL}}}laneSet//{{{MODEL}}}lane"):
        for reference in lane.iterfind(f"{{{MODEL}}}flowNodeRef"):
            lanes[_text(reference)] = str(lane.get("name") or lane.get("id", "")).strip()
    return lanes


def _flow(element: etree._Element) -> Flow:
    condition = element.find(f"{{{MODEL}}}conditionExpression")
    return Flow(
        id=element.get("id", ""),
        source=element.get("sourceRef", ""),
        target=element.get("targetRef", ""),
        condition=None if condition is None else _text(condition),
    )


def _node(
    file: str, element: etree._Element, scope: str, lanes: dict[str, str], messages: dict[str, str]
) -> Node:
    id, tag = element.get("id", ""), _local(element)
    loops = (_local(e) for e in element.iterchildren(f"{{{MODEL}}}*"))
    own = f"{{{NAMESPACE}}}"
    inner = _scope(file, element, f"{scope}/{id}", messages) if tag == "subProcess" else None
    implementation = element.get("implementation", "").strip()
    return Node(
        id=id,
        tag=tag,
        name=element.get("name", "").strip(),
        lane=lanes.get(id),
        attributes={
            str(k).removeprefix(own): str(v)
            for k, v in element.attrib.items()
            if str(k).startswith(own)
        },
        default=element.get("default"),
        called=inner.id if inner else element.get("calledElement"),
        implementation=None if implementation.startswith("##") else implementation or None,
        attached_to=element.get("attachedToRef"),
        interrupting=element.get("cancelActivity") != "false",
        events=tuple(_events(element, tag)),
        loop=next((each for each in loops if each.endswith("LoopCharacteristics")), None),
        inner=inner,
    )


def _events(element: etree._Element, tag: str) -> Iterator[Event]:
    if tag == "receiveTask":
        yield Event("message", text=element.get("messageRef", ""))
    for child in element.iterchildren(f"{{{MODEL}}}*"):
        name = _local(child)
        if not re.fullmatch(r"\w+EventDefinition", name):
            continue
        kind = name.removesuffix("EventDefinition")
        if kind == "timer":
            times = [e for e in child if _local(e) in ("timeDate", "timeDuration", "timeCycle")]
            form = _local(times[0]) if times else ""
            yield Event(kind, form, _text(times[0]) if times else "")
        else:
            yield Event(kind, text=child.get("messageRef", ""))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname


def _text(element: etree._Element) -> str:
    return "".join(str(part) for part in element.itertext()).strip()
