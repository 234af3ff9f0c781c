"""From the files of a bundle to what `bpmn.run` runs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from bpmn.bundle import Bundle, Place, places, read
from bpmn.check import check_bundle
from bpmn.checks.attributes import return_path
from bpmn.diagram import CALLS, MACHINE_TASKS, USER_TASKS, WAITS, Node, Scope
from bpmn.expressions import parse
from bpmn.spiff.gateways import Exclusive, Inclusive, Parallel
from bpmn.spiff.process import Process
from bpmn.spiff.steps import Call, End, Pass, Unpredicted, Wait
from bpmn.values import DiagramRefused, Element, Kind, Severity

_GATEWAYS = {
    "exclusiveGateway": Exclusive,
    "inclusiveGateway": Inclusive,
    "parallelGateway": Parallel,
}


@dataclass(frozen=True, slots=True)
class CompiledDiagram:
    """`bpmn.values.Compiled`: immutable, safe to share between threads; build it once a bundle."""

    elements: Mapping[str, Element]
    process: Process
    called: Mapping[str, Process]
    """Every process that can be entered by a call, by id."""
    mark: bytes
    """Four bytes that a packed state carries: it fits these files and no others."""


def compile(files: Mapping[str, bytes], main: str) -> CompiledDiagram:
    """Compile the diagrams of a bundle; takes milliseconds, so keep the result by the bundle.

    `files` maps paths inside the bundle to bytes; `main` is the path of the diagram whose one
    executable process starts the dossier. Raises DiagramRefused with every error of
    `bpmn.check.check`.
    """
    bundle = read(files, main)
    errors = tuple(p for p in check_bundle(bundle) if p.severity is Severity.ERROR)
    if errors:
        raise DiagramRefused(errors)
    start = bundle.starting[0]
    elements = (_element(bundle, place) for place in places(bundle, start))
    return CompiledDiagram(
        elements={element.path: element for element in elements if element},
        process=_process(start),
        called={scope.id: _process(scope) for scope in bundle.used if scope is not start},
        mark=_mark(files, {scope.file for scope in bundle.used}, start.id),
    )


def _mark(files: Mapping[str, bytes], used: set[str], start: str) -> bytes:
    digest = hashlib.sha256(start.encode())
    for file in sorted(used):
        digest.update(hashlib.sha256(files[file]).digest())
    return digest.digest()[:4]


def _element(bundle: Bundle, place: Place) -> Element | None:
    node = place.node
    if node.tag not in WAITS and node.tag != "endEvent":
        return None
    calls = [Place(call, place.above[:i]) for i, (_, call) in enumerate(place.above) if call]
    inherited = {k: v for call in calls for k, v in _attributes(call).items()}
    timer, message = node.event("timer"), node.event("message")
    ends = node.tag == "endEvent"
    return Element(
        path=place.path,
        name=node.name or node.id,
        kind=None if ends else _kind(node),
        lane=node.lane or next((c.node.lane for c in reversed(calls) if c.node.lane), None),
        attributes=_attributes(place) if ends else {**inherited, **_attributes(place)},
        implementation=node.implementation if node.tag in MACHINE_TASKS else None,
        timer=timer.text if timer else None,
        message=place.scope.messages[message.text] if message else None,
        attached_to=f"{place.prefix}{node.attached_to}" if node.attached_to else None,
        interrupting=node.interrupting,
    )


def _attributes(place: Place) -> dict[str, str]:
    attributes = dict(place.node.attributes)
    if targets := attributes.get("returnsTo", "").split():
        attributes["returnsTo"] = " ".join(filter(None, (return_path(place, t) for t in targets)))
    if chosen := attributes.get("assigns"):
        attributes["assigns"] = return_path(place, chosen) or ""
    return attributes


def _kind(node: Node) -> Kind:
    if node.tag in USER_TASKS:
        return Kind.USER
    if node.tag in MACHINE_TASKS:
        return Kind.MACHINE
    return Kind.TIMER if node.event("timer") else Kind.MESSAGE


def _process(scope: Scope) -> Process:
    process = Process(scope.id)
    specs = {node.id: _spec(process, node) for node in scope.nodes.values()}
    entries = {**specs, **_splits(process, scope, specs)}
    for node in scope.nodes.values():
        spec = specs[node.id]
        if node.tag == "startEvent":
            process.start.connect(spec)
        elif node.tag == "endEvent":
            spec.connect(process.end)
        for flow in scope.outgoing[node.id]:
            if isinstance(spec, Exclusive | Inclusive) and flow.id != node.default:
                condition = parse(flow.condition) if flow.condition else None
                spec.connect_outgoing_if(condition, entries[flow.target])
            else:
                spec.connect(entries[flow.target])
    process.entries = {id: entry.name for id, entry in entries.items()}
    return process


def _splits(process: Process, scope: Scope, specs: Mapping[str, Unpredicted]) -> dict[str, Pass]:
    """Where an activity has boundary events, tokens enter by a split above them all."""
    splits: dict[str, Pass] = {}
    for node in scope.nodes.values():
        beside = [event.id for event in scope.boundary[node.id]]
        if beside:
            splits[node.id] = Pass(process, f"split:{node.id}")
            for id in (node.id, *beside):
                specs[id].split = splits[node.id].name
                splits[node.id].connect(specs[id])
        elif node.tag == "eventBasedGateway":
            for flow in scope.outgoing[node.id]:
                specs[flow.target].split = specs[node.id].name
    return splits


def _spec(process: Process, node: Node) -> Unpredicted:
    """The spec of a node; its name cannot be one of those that the library keeps to itself."""
    name = f":{node.id}"
    if node.tag in WAITS:
        spec = Wait(process, name)
        spec.boundary = node.tag == "boundaryEvent"
        spec.ends_others = node.interrupting
    elif node.tag in CALLS:
        spec = Call(process, name, node.called)
    elif node.tag == "endEvent":
        spec = End(process, name)
        spec.terminates = node.event("terminate") is not None
    else:
        spec = _GATEWAYS.get(node.tag, Pass)(process, name)
    spec.bpmn_id = node.id
    return spec
